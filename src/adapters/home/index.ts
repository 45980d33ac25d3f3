/** What people have written down of their home: rooms, devices and the PIN, in files of their own. */
export { MAX_HOME_BYTES, readHome } from './home-file.ts';
export { openHome } from './open.ts';
export { readPin } from './pin.ts';
