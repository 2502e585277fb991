// Runs npm with a given Node; everything npm says goes to stderr, because stdout belongs to the program behind.
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Resolves with npm's exit code and the end of what it said. Never rejects. */
export function runNpm({ node, cwd, args }) {
  const script = process.env.npm_execpath ?? '';
  const byPath = /npm-cli\.[cm]?js$/.test(script);
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  return new Promise((resolve) => {
    let said = '';
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = byPath
      ? spawn(node, [script, ...all], { cwd, env, stdio })
      : spawn('npm', all, { cwd, env, stdio, shell: process.platform === 'win32' });
    const hear = (text) => {
      said = (said + text).slice(-65_536);
      process.stderr.write(text);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('error', (error) => {
      hear(`npm cannot be started: ${error.message}\n`);
      resolve({ code: 1, said });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
}
