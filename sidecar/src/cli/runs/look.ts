// Commands by which a person looks: the runs there were, and the plan of one with everybody in it.

import type { RunDetailDocument, RunDocument } from '../../contract/runs.ts';
import { urlFlag } from '../api/find-address.ts';
import { type Api, signIn } from '../api/sign-in.ts';
import type { Command } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { describeOutcomes, isOver } from './describe-outcomes.ts';
import { describeRun } from './describe-run.ts';
import { oneRun, readRunNumber } from './run-number.ts';

export const runs: Command = {
  name: 'runs',
  takes: '[POLICY]',
  words: { least: 0, most: 1, what: 'the id of one policy' },
  about: 'lists the last fifty runs, newest first',
  details: ['It asks the sidecar with your own Confluence token.', '', '  user-management runs inactive-90-days'],
  flags: [urlFlag],
  run: async (call) => {
    const [policy] = call.words;
    const query = policy === undefined ? '' : `?policy=${encodeURIComponent(policy)}`;
    const api = await signIn(call);
    const page = await api.get<{ items: readonly RunDocument[] }>(`/runs${query}`);
    if (call.json) call.out(printJson(page));
    else if (page.items.length === 0) call.out('There were no runs.\n');
    else for (const run of page.items) call.out(`${run.requestedAt.slice(0, 16)}Z  ${await describeWhole(api, run)}\n`);
    return exitCodes.well;
  },
};

/** With what it came to, once it is over. */
async function describeWhole(api: Api, run: RunDocument): Promise<string> {
  if (!isOver(run)) return describeRun(run);
  return `${describeRun(run)}${describeOutcomes(await api.get<RunDetailDocument>(`/runs/${run.id}`))}`;
}

export const plan: Command = {
  name: 'plan',
  takes: 'RUN',
  words: oneRun,
  about: 'shows the plan of a run: who is meant, why, what is to be done, and why it is held',
  details: [
    'It asks the sidecar with your own Confluence token. At the head stands the digest that an approval names.',
    '',
    '  user-management plan 12 | less',
  ],
  flags: [urlFlag],
  run: async (call) => {
    const id = readRunNumber(call.words);
    const { readPlan } = await import('./read-plan.ts');
    const { describePlan } = await import('./describe-plan.ts');
    const read = await readPlan(await signIn(call), id);
    call.out(call.json ? printJson(read) : describePlan(read));
    return exitCodes.well;
  },
};
