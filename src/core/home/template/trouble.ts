/** What goes wrong within a rendering travels as an exception up to `render`, and leaves it as a value. */
import { FaultError, fault } from '../../base/index.ts';

export type TroubleCode = 'steps' | 'output' | 'depth' | 'value' | 'undefined';

export const trouble = (what: TroubleCode, detail: string): FaultError => new FaultError(fault(`template/${what}`, detail));

/** `is_defined` of something undefined: the state stays as it was. */
export class KeepState {}
