/** Who may do what: the classes of risk, the limits, and the confirmation of what is risky. */
export { CONFIRM_WITHIN, type Confirmation, type ConfirmPolicy, confirm, confirmed, type Pending, PIN_TRIES, pending } from './confirm.ts';
export { type Denied, type Judgement, judge, type Policy, type Rule } from './judge.ts';
export { beyondLimits, LIMITS, type Limits } from './limits.ts';
export { RISKS, type Risk, riskOf } from './risk.ts';
export { isSafe } from './safe.ts';
