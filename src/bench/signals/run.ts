/** This bench by itself, without the command line around it: `node tools/node.mjs src/bench/signals/run.ts --only nab --alone`. */
import { parseArgs } from 'node:util';
import { table } from '../table.ts';
import { bench } from './index.ts';
import { optionsConfig } from './options.ts';

const { values } = parseArgs({ options: { ...optionsConfig, json: { type: 'boolean' } } });
const { json, ...given } = values;
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
const result = await bench.run({ given, signal: stop.signal, progress: (text) => void process.stderr.write(`${text}\n`) });
process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${table(result)}\n`);
