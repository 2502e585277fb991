// Installs the locked packages when they are missing or older than the lockfile; says on stderr how it goes.
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withNode } from './borrow-node.mjs';
import { runNpm } from './npm.mjs';
import { isNewEnough } from './runtime.mjs';
import { Sentence } from './sentence.mjs';

const beatMs = 5_000;
/** What npm says when the registry is out of reach; npm 10 sometimes only says that it never came to its end. */
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network (request|timeout)|Exit handler never/;

const sentences = {
  unreachable:
    'The packages cannot be downloaded: the npm registry is out of reach. Check network and proxy, then start again.',
  refused: 'The packages cannot be installed. What npm said stands above; mend it, then start again.',
};

/** Leaves `node_modules` as the lockfile wants it, or throws one sentence. Costs a few milliseconds when nothing is to do. */
export async function installIfNeeded(root) {
  const lockfile = path.join(root, 'package-lock.json');
  const stamp = path.join(root, 'node_modules', '.installed');
  const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (readOrNothing(stamp) === wanted) return;
  if (!installedByHand(root, lockfile)) await install(root);
  writeFileSync(stamp, wanted);
}

/**
 * npm writes its own record at the end of every complete installation: newer than the lockfile means it fits, unless an
 * old Node was at work, for which npm leaves optional packages out.
 */
function installedByHand(root, lockfile) {
  try {
    const record = statSync(path.join(root, 'node_modules', '.package-lock.json'));
    return record.mtimeMs >= statSync(lockfile).mtimeMs && suitsPackages();
  } catch {
    return false;
  }
}

/** Judged by the Node that runs npm: the one that runs this may already be the one from the packages. */
function suitsPackages() {
  const version = / node\/v(\S+)/.exec(` ${process.env.npm_config_user_agent ?? ''}`)?.[1] ?? process.versions.node;
  return isNewEnough(version) || /^20\.(19|[2-9]\d)\./.test(version);
}

async function install(root) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  process.stderr.write('Installing packages (the first start only) …\n');
  const beat = setInterval(() => process.stderr.write(`Installing packages … ${seconds()} s\n`), beatMs);
  const { code, said } = await withNode(root, (lent) => installWith(root, lent)).finally(() => clearInterval(beat));
  if (code === 0) {
    process.stderr.write(`Packages installed in ${seconds()} s.\n`);
    return;
  }
  if (unreachable.test(said)) throw new Sentence(sentences.unreachable);
  throw new Sentence(sentences.refused);
}

/** Development and optional packages are asked for by name, because a host may be set up to leave them out. */
async function installWith(root, { node, said }) {
  if (node === null) return { code: 1, said };
  return runNpm({ node, cwd: root, args: ['ci', '--include=dev', '--include=optional'] });
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
