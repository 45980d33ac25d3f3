export { type AlertIntent, type AlertOrder, type AlertOrderRead, orderOfIntent, readAlertOrder } from './order.ts';
export { plain } from './plain.ts';
export { type Clock, untilIn } from './until.ts';
