// Whether the folders that the sidecar writes into can be written: nothing is written to find out.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Check } from './check.ts';
import { type Finding, fault, ok } from './finding.ts';

export const checkFolders: Check = {
  name: 'folders',
  title: 'Folders',
  run: async ({ config }) => [
    ...(await examine('checkpoints of the audit trail', 'UM_AUDIT_DIR', config.audit.folder)),
    ...(await examine('copies of reports', 'UM_REPORTS_DIR', config.mail.reportsDir)),
  ],
};

async function examine(holds: string, variable: string, folder: string | null): Promise<Finding[]> {
  if (folder === null) return [];
  if (await canWrite(folder)) return [ok(`The folder for ${holds}, ${folder}, can be written.`)];
  const todo = `Make the folder, let the user of the sidecar write it, or correct ${variable}.`;
  return [fault(`The folder for ${holds}, ${folder}, cannot be written.`, todo)];
}

/** A folder that is not there is made with its first file, so the nearest one above it decides. */
async function canWrite(folder: string): Promise<boolean> {
  try {
    if (!(await stat(folder)).isDirectory()) return false;
    await access(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return missing && dirname(folder) !== folder && canWrite(dirname(folder));
  }
}
