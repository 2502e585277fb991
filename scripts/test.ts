// The whole proof: installs what tests need, runs the gates, then every test, and closes with one line that counts.
// With arguments (a part of a path, or vitest's own flags) it runs the selected tests alone, without the gates.
import { runGates } from './gates/run-gates.ts';
import { meetNeeds } from './test/needs.ts';
import { runVitest } from './test/run-vitest.ts';

const args = process.argv.slice(2);
const gates = args.length === 0 ? await runGates() : { passed: 0, failed: 0 };
const leftOut = await meetNeeds();
const tests = await runVitest(args, leftOut);

for (const { folder, reason } of leftOut) process.stdout.write(`skipped: ${folder} (${reason})\n`);
for (const { title, reason } of tests.skipped) process.stdout.write(`skipped: ${title} (${reason})\n`);

const passed = gates.passed + tests.passed;
const failed = gates.failed + tests.failed;
process.stdout.write(`${passed} passed, ${failed} failed, ${tests.skipped.length + leftOut.length} skipped\n`);
// A run that found no test proves nothing, whatever was asked for.
process.exitCode = failed === 0 && tests.passed > 0 ? 0 : 1;
