// The model: drawn sequences of policies, runs, approvals, undo, faults, deaths and what others do, at a real lab over HTTP.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Command, makeCommands } from '../support/model/commands.ts';
import type { Tally } from '../support/model/meanwhile.ts';
import { openScene } from '../support/model/scene.ts';

/** `MODEL_SECONDS` lets it draw for longer; `MODEL_SEED` and `MODEL_PATH`, as a failure prints them, draw the same again. */
const { MODEL_SECONDS = '30', MODEL_SEED, MODEL_PATH } = process.env;
const limitMs = Number(MODEL_SECONDS) * 1_000;

it('No sequence of policies, approvals, undo and faults can disable the last administrator or the acting account, nor whoever started a run, the protected or the exempt, nor act on anybody twice in a run', {
  timeout: limitMs + 240_000,
}, async () => {
  const tally: Tally = { commands: 0, writes: 0, deaths: 0, approvals: 0, undone: 0 };
  const seed = MODEL_SEED === undefined ? Date.now() % 1_000_000 : Number(MODEL_SEED);
  const endsAtMs = Date.now() + limitMs;
  const commands = fc.commands(
    makeCommands(tally, () => Date.now() < endsAtMs),
    { size: 'max', maxCommands: 25 },
  );
  // The limit breaks off in the middle of a sequence, which must be over before this ends.
  let last: Promise<void> = Promise.resolve();
  const property = fc.asyncProperty(commands, (sequence) => {
    last = carryOut(sequence);
    return last;
  });
  const path = MODEL_PATH === undefined ? {} : { path: MODEL_PATH };
  try {
    await fc.assert(property, { seed, numRuns: 1_000_000, interruptAfterTimeLimit: limitMs, ...path });
  } finally {
    await last.catch(() => undefined);
  }
  process.stderr.write(`model: ${JSON.stringify({ seed, ...tally })}\n`);
  expect(tally.writes).toBeGreaterThan(0);
});

async function carryOut(sequence: Iterable<Command>): Promise<void> {
  const scene = await openScene();
  try {
    await fc.asyncModelRun(() => ({ model: { stopped: false, saved: new Set<string>() }, real: scene }), sequence);
  } finally {
    await scene.close();
  }
}
