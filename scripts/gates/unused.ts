// The gate of unused things: knip finds files, exports and packages that nobody needs, and packages nobody declared.
import { type Gate, linesOf, runTool } from './gate.ts';

export const unusedGate: Gate = {
  name: 'unused',
  async run() {
    const { code, stdout, stderr } = await runTool('knip/bin/knip.js', ['--no-progress', '--no-config-hints']);
    const lines = linesOf(`${stdout}\n${stderr}`);
    return { summary: 'files, exports and packages', faults: code === 0 ? [] : lines };
  },
};
