export { begin, isAsGrave, type Life, type LifeAct, type LifeRules, type LifeStep, type Place, step } from './life.ts';
export { AlertLives, type LifeLimits, type LifeNote, type LifeSettings, LONGEST, NO_ESCALATION, SETTINGS, type Told } from './lives.ts';
export { isSameTrouble } from './same.ts';
export {
  alarmOf,
  eventSentence,
  forgottenSentence,
  maintenanceItem,
  maintenanceOver,
  maintenanceSentence,
  normalSentence,
  stateWords,
} from './sentences.ts';
export { settingsOf } from './settings.ts';
export { type KeptAlert, onceKey, readAlert, readOnce, writeAlert, writeOnce } from './store.ts';
export { holdOf, isIn, type Moment, momentOf, type Once, type Scope, type Weekly } from './windows.ts';
