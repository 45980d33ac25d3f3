export { alertId, toAlert } from './alert.ts';
export { coalesce } from './coalesce.ts';
export { hintSentence, likelihoodWord } from './hint.ts';
export { incidentSentence } from './incident.ts';
export { formatNumber } from './number.ts';
export { sentence, sentenceLimit } from './sentence.ts';
export { type Judged, severity } from './severity.ts';
export { formatCadence, formatSpan, formatTime, type TimeContext } from './time.ts';
