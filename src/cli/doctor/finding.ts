/** What a check of the machine found: one sentence, and the cure where something is wrong. */
export interface Finding {
  readonly state: 'ok' | 'warning' | 'problem';
  /** What was looked at: `broker`, `serial`. */
  readonly about: string;
  readonly text: string;
  readonly cure?: string;
}

export const good = (about: string, text: string): Finding => ({ state: 'ok', about, text });
export const warning = (about: string, text: string, cure?: string): Finding => ({
  state: 'warning',
  about,
  text,
  ...(cure ? { cure } : {}),
});
export const problem = (about: string, text: string, cure?: string): Finding => ({
  state: 'problem',
  about,
  text,
  ...(cure ? { cure } : {}),
});

const MARK = { ok: ['ok', '\u001b[32m'], warning: ['warning', '\u001b[33m'], problem: ['PROBLEM', '\u001b[31m'] } as const;

/** For people: one line a finding, the cure below it. */
export function report(findings: readonly Finding[], colours: boolean): string {
  const lines = findings.flatMap(({ state, about, text, cure }) => {
    const [word, colour] = MARK[state];
    const mark = colours ? `${colour}${word.padEnd(8)}\u001b[0m` : word.padEnd(8);
    return [`${mark} ${about.padEnd(8)} ${text}`, ...(cure ? [`${' '.repeat(18)}-> ${cure}`] : [])];
  });
  const problems = findings.filter((f) => f.state === 'problem').length;
  const warnings = findings.filter((f) => f.state === 'warning').length;
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  const verdict = problems === 0 && warnings === 0 ? 'All is well.' : `${count(problems, 'problem')}, ${count(warnings, 'warning')}.`;
  return `${[...lines, '', verdict].join('\n')}\n`;
}
