// Whether the folder into which other systems drop evidence of activity can be read.
import { readdir } from 'node:fs/promises';
import type { Check } from './check.ts';
import { fault, ok } from './finding.ts';

export const checkEvidence: Check = {
  name: 'evidence',
  title: 'Evidence',
  run: async ({ config: { evidenceDir } }) => {
    if (evidenceDir === null) return [];
    const names = await readdir(evidenceDir).catch(() => null);
    if (names === null) {
      const todo = 'Make the folder, let the user of the sidecar read it, or correct UM_EVIDENCE_DIR.';
      return [fault(`The folder with evidence of activity, ${evidenceDir}, cannot be read.`, todo)];
    }
    const count = names.length === 1 ? '1 entry' : `${names.length} entries`;
    return [ok(`The folder with evidence of activity, ${evidenceDir}, has ${count}.`)];
  },
};
