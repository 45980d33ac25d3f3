// Reads vitest's JSON report and writes `passed failed skipped`. A file that did not even load counts as one failure.
import { readFileSync } from 'node:fs';

const [path] = process.argv.slice(2);
const report = JSON.parse(readFileSync(path, 'utf8'));
const unloaded = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
);
for (const file of unloaded) console.error(`!! ${file.name} failed outside its tests: ${String(file.message).split('\n', 1)[0]}`);
const failed = report.numFailedTests + unloaded.length;
// Trouble between tests (an unhandled rejection, say) fails the run without failing a test.
const other = !report.success && failed === 0 ? 1 : 0;
if (report.numTotalTests === 0) throw new Error('the report has no tests');
console.log(report.numPassedTests, failed + other, report.numPendingTests + report.numTodoTests);
