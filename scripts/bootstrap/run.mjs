// Runs a program as a child with our terminal, passes signals on to it and gives back how it ended.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { Sentence } from './sentence.mjs';

/** A reading makes millions of short-lived values: a larger nursery is swept less often. */
const nodeFlags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'];

/** Resolves with the exit code of the program, or 128 plus the number of the signal that ended it. */
export function runWith({ node, root, program, args }) {
  const bin = path.join(root, 'node_modules', '.bin');
  const child = spawn(node, [...nodeFlags, path.join(root, program), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  const forward = (signal) => {
    // A terminal sends Ctrl-C to every process in front of it, the program included: once is enough.
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  const unwatch = watchStarter(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Sentence(`${node} cannot be started: ${error.message}`)));
    child.on('exit', (code, signal) => {
      for (const one of signals) process.off(one, forward);
      unwatch();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Under npm a shell stands between, and a signal to npm ends that shell without a word to us: then it is our turn too. */
function watchStarter(end) {
  if (process.env.npm_lifecycle_event === undefined) return () => {};
  const starter = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(timer);
    end();
  }, 100);
  return () => clearInterval(timer);
}
