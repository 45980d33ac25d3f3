/** What a template sees of a message. */

/** A float that happens to be whole: Python prints it as `51.0`, and JSON.parse would make 51 of it. */
export class WholeFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  valueOf(): number {
    return this.value;
  }
}

/** Only a text with such a number in it needs the slower way. */
const wholeFloat = /\d(?:\.0+(?!\d)|\.?\d*[eE])/;

/**
 * `value` is the payload, `value_json` what it says as JSON; without `value_json` when it is none. Call it once for each message and give
 * the result to all templates of its topic.
 */
export function payloadVariables(payload: string): { value: string; value_json?: unknown } {
  try {
    return { value: payload, value_json: wholeFloat.test(payload) ? JSON.parse(payload, revive) : JSON.parse(payload) };
  } catch {
    return { value: payload };
  }
}

function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(context?.source ?? '') ? new WholeFloat(value) : value;
}
