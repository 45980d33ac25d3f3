export { BoardClock, type ClockPair } from './clock.ts';
export type { Channel, Constants } from './constants.ts';
export type { Feature } from './features.ts';
export { STREAM, type StreamSettings } from './frames.ts';
export type { BoardEvent, Measured, SessionOut, SessionSettings } from './out.ts';
export { BoardSession } from './session.ts';
