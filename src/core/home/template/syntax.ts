/** Why a template cannot be read; thrown within the parser, given back by `parseTemplate` as a fault. */
export class SyntaxTrouble extends Error {
  readonly at: number;
  readonly code: 'syntax' | 'unsupported';
  constructor(what: string, at: number, code: 'syntax' | 'unsupported' = 'syntax') {
    super(what);
    this.at = at;
    this.code = code;
  }
}
