#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// The program `user-management`: hands the command line to the command it names and ends with that command's exit code.
import { askSecretOf } from './cli/frame/ask-secret.ts';
import { runCommandLine } from './cli/frame/run-command-line.ts';
import { systemClock } from './clock.ts';

// Whoever reads our output may stop early (`| head`): that is no fault of anybody.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  clock: systemClock,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  columns: process.stdout.columns || null,
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
  askSecret: process.stdin.isTTY === true ? askSecretOf(process.stdin, process.stderr) : null,
});

// A database that never answers would keep the process alive; what was said must have left first.
await new Promise<void>((resolve) => void process.stdout.write('', () => resolve()));
process.exit();
