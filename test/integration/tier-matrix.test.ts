// Every release line, either way of signing in, the Remote API off, on and guarded: the job is done, or says before reading why not.
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { KNOWN_LINES } from '../lab/confluence/tiers.ts';
import type { LabOptions } from '../lab/options.ts';
import { findDisagreements } from '../support/agreement.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, requireReport } from '../support/runs.ts';
import { buildPolicy, runPolicy } from '../support/sidecar.ts';
import { contractorsOut, type OpenTier, openTier, type SignIn } from '../support/tier.ts';

const remoteApis = {
  off: {},
  'off, sessions secure': { secureAdmin: true },
  on: { remoteApi: true },
  'on, sessions secure': { remoteApi: true, secureAdmin: true },
} as const satisfies Readonly<Record<string, LabOptions>>;

type RemoteApi = keyof typeof remoteApis;

/** What stands in the way of every change, and words of the sentence that say what would help; null where nothing does. */
type Obstacle = readonly [code: string, remedies: readonly RegExp[]] | null;

const upgrade = /upgrade to 8\.[24] or later/;

/** From 8.2 on REST changes everything; before, the Remote API alone, which wants a password, and from 7.7 open sessions. */
function findObstacle(line: string, signIn: SignIn, remoteApi: RemoteApi): Obstacle {
  if (!line.startsWith('7.')) return null;
  const password = /UM_CONFLUENCE_USERNAME and UM_CONFLUENCE_PASSWORD/;
  if (signIn === 'by token') {
    return line === '7.4' ? ['host_tokens_unknown', [password]] : ['host_basic_needed', [password, upgrade]];
  }
  if (remoteApi.startsWith('off')) return ['host_remote_api_off', [/Remote API .* Switch it on/, upgrade]];
  const guarded = line === '7.19' && remoteApi === 'on, sessions secure';
  return guarded ? ['host_websudo', [/Secure administrator sessions .* Switch them off/, upgrade]] : null;
}

const cases = KNOWN_LINES.flatMap((line) =>
  (['by token', 'by password'] as const).flatMap((signIn) =>
    (Object.keys(remoteApis) as RemoteApi[]).map((remoteApi) => ({
      line,
      signIn,
      remoteApi,
      obstacle: findObstacle(line, signIn, remoteApi),
    })),
  ),
);

const idleOut = buildPolicy({ criteria: { inactiveDays: 90 }, actions: ['disable'] });

let tier: OpenTier | null = null;
afterEach(async () => {
  await tier?.close();
  tier = null;
});

async function open({ line, signIn, remoteApi }: (typeof cases)[number]): Promise<OpenTier> {
  tier = await openTier({ confluence: line, signIn, lab: { users: 150, ...remoteApis[remoteApi] } });
  return tier;
}

const title = '$line, signed in $signIn, the Remote API $remoteApi';

describe.each(cases.filter(({ obstacle }) => obstacle === null))(title, (one) => {
  it('does the job live, reads it back, and the lab agrees with every outcome', async () => {
    const { lab, sidecar } = await open(one);
    const before = await readState(lab);
    const run = await runPolicy(sidecar, contractorsOut, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null, mode: 'live' });
    const { users, steps, verified } = await sidecar.context.store.runs.counts(run.id);
    expect(users.applied).toBeGreaterThan(3);
    expect(users).toEqual({ applied: users.applied });
    expect(verified).toEqual({ confirmed: steps.applied });
    expect(await findDisagreements(lab, sidecar.context.store, run.id, before)).toEqual([]);
  });
});

/** Told by Confluence's own list alone; before 10.2 its database, or files of sign-ins, have to. */
const tellsLogins = (line: string) => line === '10.2';

const openOnes = cases.filter(({ obstacle, remoteApi }) => obstacle === null && remoteApi === 'on');

describe.each(openOnes)(title, (one) => {
  it('a run on activity notes before it reads which ability is missing and what would help, or that none is', async () => {
    const { sidecar } = await open(one);
    const { store } = sidecar.context;
    const seen: string[] = [];
    const { noteMissing } = store.runs;
    Object.assign(store.runs, {
      noteMissing: async (input: Parameters<typeof noteMissing>[0]) => {
        seen.push(`noted while ${(await store.runs.get(input.runId))?.state}`);
        await noteMissing(input);
      },
    });
    afterPlanning(sidecar.context, () => void seen.push('planned'));
    const run = await runPolicy(sidecar, idleOut, 'test');
    const missing = await store.runs.missing(run.id);
    expect(missing).toEqual(tellsLogins(one.line) ? [] : ['host_activity_absent']);
    expect(seen).toEqual(tellsLogins(one.line) ? ['planned'] : ['noted while requested', 'planned']);
    for (const code of missing) expect(sentenceOf(code)).toMatch(/needs 10\.2, or .* database .* files of sign-ins/);
  });
});

describe.each(cases.filter(({ obstacle }) => obstacle !== null))(title, (one) => {
  const [code, remedies] = one.obstacle ?? ['', []];

  it.each(['test', 'live'] as const)(
    `ends a %s run as ${code} before it reads or plans anything, with what would help`,
    async (mode) => {
      const { lab, sidecar } = await open(one);
      const run = await runPolicy(sidecar, contractorsOut, mode);
      expect(run).toMatchObject({ ending: 'failed', failure: code, snapshotId: null });
      const { failure, plan } = await requireReport(sidecar.context, run.id);
      expect(failure).toEqual({ code, sentence: sentenceOf(code) });
      for (const remedy of remedies) expect(failure?.sentence).toMatch(remedy);
      expect(plan).toBeNull();
      const asked = lab.wire.log.list().map(({ method, path }) => `${method} ${path}`);
      expect(asked.filter((request) => /\/group\/.*\/member$|User(?:To|From)Group|activateUser/.test(request))).toEqual(
        [],
      );
    },
  );

  it('names the same reason beside every change where the host is shown', async () => {
    const { host } = (await open(one)).sidecar.context;
    if (code === 'host_tokens_unknown') return expect(host.whoAmI()).rejects.toMatchObject({ code });
    const changes = ['users.disable', 'users.enable', 'users.delete', 'memberships.write'];
    const states = (await host.capabilities()).filter(({ capability }) => changes.includes(capability));
    expect(states.map(({ absence }) => absence)).toEqual([code, code, code, code]);
  });
});
