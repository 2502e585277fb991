// Lends the installation a Node 24 on hosts with an older one: npm leaves out optional packages that refuse the Node it
// runs on, and without those (compilers, test runner) nothing starts afterwards.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNpm } from './npm.mjs';
import { isNewEnough, nodeIn, packageHere } from './runtime.mjs';

/**
 * Calls `use` with the Node to install with. The one lent comes from the registry in the locked version and is gone
 * afterwards; when it cannot be had, `use` gets null and what npm said.
 */
export async function withNode(root, use) {
  const name = packageHere();
  if (isNewEnough() || name === null) return use({ node: process.execPath, said: '' });
  const folder = mkdtempSync(path.join(tmpdir(), 'node-24-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), '{}');
    const wanted = `${name}@${lockedVersion(root, name)}`;
    const args = ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts', wanted];
    const { said } = await runNpm({ node: process.execPath, cwd: folder, args });
    return await use({ node: nodeIn(folder), said });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lockedVersion(root, name) {
  const lockfile = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return lockfile.packages[`node_modules/${name}`].version;
}
