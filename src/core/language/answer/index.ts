/** Questions answered from the state of the home, its history and its alerts. Things are resolved before; nothing here acts. */
export { type AlertRecord, answerAlerts, answerWhy } from './alerts.ts';
export { answerDate, answerTime, sayClock } from './calendar.ts';
export type { AnswerContext, History, HistoryRecord, Reply } from './context.ts';
export { answerSince, answerWhen } from './history.ts';
export { answerMeasured, answerWas, type Window, windowIn } from './past.ts';
export {
  answerAll,
  answerAny,
  answerCompare,
  answerCount,
  answerExtreme,
  answerMore,
  answerWhich,
  attributeOf,
  type SetQuestion,
  type Side,
} from './sets.ts';
export { answerState, type StateQuestion, sentenceOf } from './state.ts';
export { kindOfState, type StateKind } from './state-words.ts';
export { sayState, stateHolds } from './states.ts';
export { answerList, answerOnList, answerTimers, answerWeather, answerWhere } from './things.ts';
export { type Read, readingOf, secondsIn } from './values.ts';
