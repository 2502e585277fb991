// What a gate is: a check of the whole tree that ends in one line, and how its commands are run.
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

/** What a gate found. No fault means passed; the summary says what was looked at, so that seeing nothing shows. */
export interface GateReport {
  readonly summary: string;
  readonly faults: readonly string[];
}

export interface Gate {
  readonly name: string;
  readonly run: () => Promise<GateReport>;
}

export interface CommandEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of `node_modules` with this Node, in the root of the repository. */
export function runTool(script: string, args: readonly string[]): Promise<CommandEnd> {
  return runCommand(process.execPath, [path.join(root, 'node_modules', script), ...args]);
}

/** Runs a command in the root of the repository and collects what it says. */
export function runCommand(command: string, args: readonly string[]): Promise<CommandEnd> {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, ...said }));
  });
}

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
