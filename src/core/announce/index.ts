export { type AnnounceSetup, childConfig, type DeviceConfig, EVENTS, ownConfig, STATE_LIMIT, type WatchedDevice } from './config.ts';
export {
  type AnnouncePlace,
  announceFilters,
  childOf,
  configTopic,
  isLogLevel,
  LOG_LEVEL,
  type LogLevel,
  nodeOf,
  ORIGIN,
  OWN_STATE,
  safe,
  stateTopic,
} from './names.ts';
export { readOwn } from './own.ts';
export { deviceState, type Health, ownState } from './state.ts';
