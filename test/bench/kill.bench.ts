// Kills the process 200 times at drawn points of live runs of 1,000 steps with faults on. Goal: not one fault. `--kills=N`, `--seed=N`.
import { type KilledRun, killRun } from '../support/kill-run.ts';
import { printFigures } from './lab-process.ts';

const killsOfRun = 20;
const readFlag = (name: string, otherwise: number): number => {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return given === undefined ? otherwise : Number(given.slice(name.length + 3));
};
const wanted = readFlag('kills', 200);
const seed = readFlag('seed', Date.now() % 1_000_000);

const startedMs = performance.now();
const runs: KilledRun[] = [];
const sum = (figure: Exclude<keyof KilledRun, 'faults'>): number => runs.reduce((total, run) => total + run[figure], 0);
while (sum('kills') < wanted) {
  runs.push(await killRun({ seed: seed + runs.length, kills: Math.min(killsOfRun, wanted - sum('kills')) }));
  process.stderr.write(`${sum('kills')} kills in ${runs.length} runs\n`);
}
const faults = runs.flatMap((run) => run.faults);
printFigures({
  bench: 'kill',
  seed,
  kills: sum('kills'),
  runs: runs.length,
  usersActedUpon: sum('users'),
  steps: sum('steps'),
  applied: sum('applied'),
  settledByReading: sum('settled'),
  doubles: sum('doubles'),
  lost: sum('lost'),
  mails: sum('mails'),
  faults,
  goal: { doubles: 0, lost: 0, faults: 0 },
  seconds: Number(((performance.now() - startedMs) / 1000).toFixed(1)),
});
if (faults.length > 0) process.exitCode = 1;
