import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { peer, ROOT, unitOptions } from '../../src/bench/places.ts';

describe('What a bench starts', () => {
  it("takes Node's options and the environment from the unit file, and leaves Kinglet's own words out", () => {
    const unit = ['[Service]', 'ExecStart=/bin/node --a=1 --b /x/main.js run --config /y', 'Environment=A=1 B_=x=y', 'Environment=C=2'];
    expect(unitOptions(unit.join('\n'))).toEqual({ nodeOptions: ['--a=1', '--b'], env: { A: '1', B_: 'x=y', C: '2' } });
  });

  it('finds something in the unit file that is shipped', () => {
    const { nodeOptions, env } = unitOptions(readFileSync(join(ROOT, 'deploy/kinglet.service'), 'utf8'));
    expect(nodeOptions.join(' ')).toMatch(/--max-old-space-size=\d+/);
    expect(env).toHaveProperty('MALLOC_ARENA_MAX');
  });

  it.each(['load', 'subscriber', 'state', 'broker'])('finds the peer %s', (name) => {
    expect(existsSync(peer(name))).toBe(true);
  });
});
