/** Timers and lists: commands and questions alike. */
import { type Pattern, p } from './pattern.ts';

const LIST = '(?:list|lists|todo|to do|groceries|shopping|chores|L)';

export const TIMERS: readonly Pattern[] = [
  {
    intent: 'timer_left',
    pattern: /^(?:how (?:much|many|long)|what|when|tell me|is|are|do|which|status|check|show)\b.*\b(?:timer|timers|countdown)\b/,
  },
  {
    intent: 'timer_left',
    pattern:
      /^(?:timer|timers)(?: \S+)*? (?:status|left|remaining)$|^(?:status of|how (?:much|long)).*\btimers?\b|^how (?:much time|long|many minutes|much longer) (?:is |are |do i have )?(?:left|remaining|more)(?: \S+)*$|^(?:time|minutes) (?:left|remaining)\b/,
  },
  {
    intent: 'timer_cancel',
    pattern: p(
      `^(?:cancel|stop|delete|remove|clear|end|kill|dismiss|abort|turn off|get rid of|shut off|disable|drop|quit)\\b(?! (?:\\d[\\d.]*|an?|half an?)\\b.*\\b(?:seconds?|minutes?|hours?)\\b.* (?:from|off)\\b).*\\btimers?\\b`,
    ),
  },
  { intent: 'timer_cancel', pattern: /\b(?:timers?|countdown)\b.*\b(?:no longer needed|not needed|is unnecessary|can go)\b/ },
  { intent: 'timer_start', pattern: /^(?:set|start|create|make)\b.*\btimer\b.*\b(?:for|until|at) (?:\d{1,2}(?::\d{2})?|noon|midnight)\b/ },
  { intent: 'timer_pause', pattern: /^(?:pause|hold|freeze|suspend|halt)\b.*\btimers?\b/ },
  { intent: 'timer_resume', pattern: /^(?:resume|continue|unpause|restart|un pause|carry on with|proceed)\b.*\btimers?\b/ },
  { intent: 'timer_less', pattern: /^(?:remove|take|subtract|reduce|decrease|shorten|cut|lower|deduct|drop)\b.*\b(?:timers?|countdown)\b/ },
  {
    intent: 'timer_more',
    pattern:
      /^(?:add|increase|extend|lengthen|prolong|give|put|raise)\b.*\b(?:to|by|on|more|longer|extra|timers?)\b.*\b(?:timers?|countdown)\b|^(?:add|increase|extend|lengthen|prolong|raise)\b.*\btimers?\b/,
  },
  {
    intent: 'timer_start',
    pattern:
      /\b(?:timer|countdown)\b.*\b(?:\d[\d.]*|an?|half)\b.*\b(?:hours?|minutes?|seconds?|hrs?|mins?|secs?)\b|\b(?:\d\S*|an?|half) (?:and a half )?(?:hours?|minutes?|seconds?|hrs?|mins?|secs?)\b.*\b(?:timer|countdown)\b/,
  },
];

export const LISTS: readonly Pattern[] = [
  {
    intent: 'ask_list',
    pattern: p(
      `^(?:what|which|how many|do (?:i|we|you)|does|is there|are there|are|read|show|list|tell me|is|did|have)\\b.*\\b(?:${LIST})\\b`,
    ),
    sure: 0.85,
  },
  {
    intent: 'todo_add',
    pattern: p(
      `\\b(?:added|put|incorporated|included|entered|inserted|placed|written|noted) (?:down )?(?:to|on|onto|into|in) (?:the |my |our )?.*(?:${LIST})\\b`,
    ),
    sure: 0.85,
  },
  { intent: 'todo_complete', pattern: p(`^(?:complete|check|cross|tick|mark|finish|finished|strike)(?: off| out)? .*?\\b(?:${LIST})\\b`) },
  { intent: 'todo_complete', pattern: p(`^(?:mark|check|tick|cross) .+ (?:as )?(?:done|complete|completed|finished|off|bought)\\b`) },
  {
    intent: 'todo_remove',
    pattern: p(`^(?:remove|delete|take|drop|erase|scratch|clear) .+? (?:from|off|off of|out of|on) (?:the |my |our )?.*(?:${LIST})\\b`),
  },
  {
    intent: 'todo_add',
    pattern: p(
      `^(?:add|put|include|append|insert|incorporate|input|slot|attach|drop|save|toss|pencil in|write|note|place|stick|throw|jot down|get|enter|log|register|record|move|pop|schedule|create|queue) .+? (?:to|on|onto|in|into|for) (?:the |my |our )?.*(?:${LIST})\\b`,
    ),
  },
];
