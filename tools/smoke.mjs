// Runs what `npm start` runs, waits for a sentence about a sensor, tells it to stop, and sees that it does.
// Exit status 0 when all of that went well; otherwise one sentence says what did not.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SENTENCE_WITHIN_S = 60;
const EXIT_WITHIN_S = 2;
/** "Freezer temperature has risen to -9.5 °C since 14:02; ..." */
const SENTENCE = /[A-Z][^"{}\n]* (has|have|went|switched) [^"{}\n]*\b(since|at)\b[^"{}\n]*\d{1,2}:\d\d[^"{}\n]*\./;

const root = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
// npm does not pass signals and exit codes on faithfully; its script, run by `exec`, does.
const child = spawn('sh', ['-c', `exec ${scripts.start}`], { cwd: fileURLToPath(root), stdio: ['ignore', 'pipe', 'pipe'] });

let output = '';
let told = 0;
const stopAt = setTimeout(() => finish(`No sentence came within ${SENTENCE_WITHIN_S} s.`), SENTENCE_WITHIN_S * 1000);
let killAt;

for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8').on('data', (text) => {
    output += text;
    const sentence = SENTENCE.exec(output)?.[0];
    if (!sentence || told) return;
    clearTimeout(stopAt);
    console.log(sentence);
    told = performance.now();
    child.kill('SIGTERM');
    killAt = setTimeout(() => finish(`It did not stop within ${EXIT_WITHIN_S} s of SIGTERM.`), EXIT_WITHIN_S * 1000);
  });
}

child.on('exit', (code, signal) => {
  clearTimeout(stopAt);
  clearTimeout(killAt);
  if (!told) return finish(`It ended by itself with ${code ?? signal} before a sentence came.`);
  if (code !== 0) return finish(`It ended with ${code ?? signal}, not 0.`);
  console.log(`Stopped ${((performance.now() - told) / 1000).toFixed(2)} s after SIGTERM.`);
  process.exit(0);
});

function finish(trouble) {
  console.error(`${trouble} Its last output:\n${output.slice(-2000)}`);
  // The launcher passes SIGTERM on; SIGKILL would orphan the daemon behind it.
  child.removeAllListeners('exit');
  child.on('exit', () => process.exit(1));
  child.kill('SIGTERM');
  setTimeout(() => {
    child.kill('SIGKILL');
    process.exit(1);
  }, 5_000);
}
