// Commands by which a person decides: each is one call of the sidecar's API, which knows whether it may be.
import type { RunDocument } from '../../contract/runs.ts';
import { urlFlag } from '../api/find-address.ts';
import { signIn } from '../api/sign-in.ts';
import { type Call, type Command, CommandFault, type Flag } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { describeRun } from './describe-run.ts';
import { oneRun, readRunNumber } from './run-number.ts';

const withOwnToken =
  'It asks the sidecar with your own Confluence token: UM_PERSONAL_TOKEN_FILE, UM_PERSONAL_TOKEN, or a prompt.';

export const run: Command = {
  name: 'run',
  takes: 'POLICY [--test] [--wait]',
  words: { least: 1, most: 1, what: 'the id of a policy' },
  about: 'runs a policy now, or rehearses it',
  details: [
    withOwnToken,
    'The run is live only where the process and the policy are. Its plan can be read as soon as it is made.',
    'With --wait it ends with 0 where all went as planned, with 65 where the plan is held, and with 1 where the run failed,',
    'was stopped, rests (paused, or under the emergency stop), or a change failed. Ctrl-C ends the waiting, not the run.',
    '',
    '  user-management run inactive-90-days --test',
    '  user-management run inactive-90-days --wait',
  ],
  flags: [
    { name: 'test', value: null, about: 'rehearse, whatever the policy and the process say' },
    { name: 'wait', value: null, about: 'wait until the run is over or rests, and say how it came out' },
    urlFlag,
  ],
  run: async (call) => {
    const path = `/policies/${encodeURIComponent(call.words[0] ?? '')}/runs`;
    const body = call.flags.has('test') ? { mode: 'test' } : {};
    const say = (made: RunDocument) => `Requested: ${describeRun(made)}`;
    if (!call.flags.has('wait')) return askForRun(call, path, { body, say });
    const api = await signIn(call);
    const made = await api.post<RunDocument>(path, body);
    if (!call.json) call.out(`${say(made)}\n`);
    const { awaitRun, describeRest, judgeRun } = await import('./await-run.ts');
    const rested = await awaitRun(call, { api, id: made.id });
    call.out(call.json ? printJson(rested.detail) : describeRest(rested));
    return judgeRun(rested);
  },
};

export const approve: Command = {
  name: 'approve',
  takes: 'RUN --digest DIGEST [--waves USERS]',
  words: oneRun,
  about: 'approves exactly the held plan with this digest',
  details: [
    withOwnToken,
    'The token of the service is refused: a plan is held so that a person looks at it. Read the plan first; its digest',
    'stands at its head. Users who were active since drop out, nobody new comes in.',
    '',
    '  user-management plan 12',
    '  user-management approve 12 --digest 4be1…',
  ],
  flags: [
    { name: 'digest', value: 'DIGEST', about: 'of the plan as you read it' },
    { name: 'waves', value: 'USERS', about: 'carry it out on so many users a day, until nobody is left' },
    urlFlag,
  ],
  run: (call) => {
    const { digest, waves } = Object.fromEntries(call.flags);
    if (typeof digest !== 'string') throw new CommandFault(exitCodes.usage, '"approve" needs --digest DIGEST.');
    if (waves !== undefined && !/^[1-9]\d{0,8}$/.test(String(waves))) {
      throw new CommandFault(exitCodes.usage, '--waves needs a number of users, 1 or more.');
    }
    const body = waves === undefined ? { digest } : { digest, waves: { users: Number(waves) } };
    return decide(call, 'approve', { body, say: (made) => `Approved. What acts on it: ${describeRun(made)}` });
  },
};

export const reject: Command = {
  name: 'reject',
  takes: 'RUN [--reason TEXT]',
  words: oneRun,
  about: 'rejects a held plan for good',
  details: [withOwnToken, '', '  user-management reject 12 --reason "Talk to the contractors first."'],
  flags: [{ name: 'reason', value: 'TEXT', about: 'kept with the decision' }, urlFlag],
  run: async (call) => {
    const id = readRunNumber(call.words);
    const reason = call.flags.get('reason');
    const body = typeof reason === 'string' ? { reason } : {};
    const rejected = await (await signIn(call)).post<{ run: RunDocument }>(`/runs/${id}/reject`, body);
    call.out(call.json ? printJson(rejected) : `Rejected: ${describeRun(rejected.run)}\n`);
    return exitCodes.well;
  },
};

export const undo: Command = {
  name: 'undo',
  takes: 'RUN [--preview]',
  words: oneRun,
  about: 'takes back what a run did, by a run of its own',
  details: [
    withOwnToken,
    'What others changed since is left to them and said in the plan; deleted users are beyond it.',
    '',
    '  user-management undo 12 --preview',
  ],
  flags: [{ name: 'preview', value: null, about: 'rehearse only: says what would be taken back' }, urlFlag],
  run: (call) =>
    decide(call, 'undo', {
      body: call.flags.has('preview') ? { mode: 'test' } : {},
      say: (made) => `Requested: ${describeRun(made)}`,
    }),
};

export const pause = steer('pause', {
  about: 'holds a run after the step at hand of each user at work (six at most)',
  say: (held) => `It holds after the step at hand of each user at work (six at most): ${describeRun(held)}`,
});
export const resume = steer('resume', {
  about: 'lets a run go on that you paused; an administrator any',
  say: (freed) => `It goes on: ${describeRun(freed)}`,
});
export const stop = steer('stop', {
  about: 'ends a run after the step at hand of each user at work (six at most); the rest is left alone',
  say: (ending) => `It ends after the step at hand of each user at work (six at most): ${describeRun(ending)}`,
});

type Word = 'pause' | 'resume' | 'stop';

function steer(name: Word, { about, say }: { about: string; say: (run: RunDocument) => string }): Command {
  const flags: readonly Flag[] = [urlFlag];
  const details = [withOwnToken, '', `  user-management ${name} 12`];
  const path = name === 'stop' ? 'cancel' : name;
  return { name, takes: 'RUN', words: oneRun, about, details, flags, run: (call) => decide(call, path, { say }) };
}

interface Wanted {
  readonly body?: object;
  readonly say: (run: RunDocument) => string;
}

function decide(call: Call, word: string, wanted: Wanted): Promise<ExitCode> {
  return askForRun(call, `/runs/${readRunNumber(call.words)}/${word}`, wanted);
}

async function askForRun(call: Call, path: string, { body, say }: Wanted): Promise<ExitCode> {
  const answer = await (await signIn(call)).post<RunDocument>(path, body);
  call.out(call.json ? printJson(answer) : `${say(answer)}\n`);
  return exitCodes.well;
}
