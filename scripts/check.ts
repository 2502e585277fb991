// Runs the gates: types, unused things, imports, style and the tree itself. Ends with 1 when one of them fails.
import { runGates } from './gates/run-gates.ts';

const { passed, failed } = await runGates();
process.stdout.write(`${passed} gates passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
