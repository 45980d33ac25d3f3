export { alertId, toAlert } from './alert.ts';
export { formatNumber } from './number.ts';
export { sentence, sentenceLimit } from './sentence.ts';
export { type Judged, severity } from './severity.ts';
export { formatCadence, formatSpan, formatTime, type TimeContext } from './time.ts';
