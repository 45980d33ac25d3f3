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

/** Only a text that may hold such a number needs the slower way. */
const mayHoldWholeFloat = /\d\.0|\d[eE]/;

/** The value of a JSON text, floats kept apart from whole numbers; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return mayHoldWholeFloat.test(text) ? JSON.parse(text, revive) : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The third argument is newer than the types: the number as it was written. */
function revive(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(context?.source ?? '') ? new WholeFloat(value) : value;
}

/**
 * `value` is the payload, `value_json` what it says as JSON; without `value_json` when it is none. Call it once for each message and give
 * the result to all templates of its topic.
 */
export function payloadVariables(payload: string): { value: string; value_json?: unknown } {
  const json = parseJson(payload);
  return json === undefined ? { value: payload } : { value: payload, value_json: json };
}
