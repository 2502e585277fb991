// Evidence from end to end: what files, logs and content say decides who is touched, and a source that fails touches nobody.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewUserDetail } from '../../sidecar/src/http/views/users.ts';
import { getUser } from '../../sidecar/src/services/users.ts';
import type { Snapshot } from '../../sidecar/src/store/snapshots.ts';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { dropFile } from '../support/evidence.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, outcomesOf, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const victim = "d'angelo";
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const idle = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }],
});

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  await folder.remove();
  lab = null;
  sidecar = null;
});

async function start(options: { confluence?: '9.2' | '10.2' } = {}) {
  lab = await startLab({ users: 120, ...(options.confluence === undefined ? {} : { confluence: options.confluence }) });
  sidecar = await startSidecar({ lab, evidenceDir: folder.path });
  return { lab, sidecar, context: sidecar.context };
}

const drop = (name: string, content: string, ageHours = 1) => dropFile(folder.path, name, content, hoursAgo(ageHours));
const sourceOf = (snapshot: Snapshot, name: string) => snapshot.sources.find((one) => one.source === name);

async function keyOf(at: Lab, username: string): Promise<string> {
  return (await readState(at)).get(username)?.userKey ?? '';
}

function logLine(user: string, at: string): string {
  const [day = '', time = ''] = at.split('T');
  const month = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(new Date(at));
  const stamp = `${day.slice(8)}/${month}/${day.slice(0, 4)}:${time.slice(0, 8)} +0000`;
  return `[${stamp}] ${user.replaceAll(' ', '%20')} http-nio-8090-exec-1 10.0.0.1 GET /display/DS/Home HTTP/1.1 200 12ms 345 - Mozilla/5.0\n`;
}

describe('a snapshot with evidence', () => {
  it('takes the latest word, shows all words with their age, and reports names that mean nobody', async () => {
    const signedIn = hoursAgo(30);
    await drop('idp.csv', `username,last login\nCORP\\${victim},${signedIn}\nnobody.at.all,${signedIn}\n`);
    const { context, ...at } = await start();
    const snapshot = await context.takeSnapshot();
    const found = viewUserDetail(await getUser(context, await keyOf(at.lab, victim)), 'UTC');
    expect(found.user.activity).toMatchObject({ state: 'seen', at: signedIn, kind: 'login', source: 'file:idp.csv' });
    expect(found.evidence.map(({ source, word }) => [source, word])).toEqual([
      ['file:idp.csv', 'seen'],
      ['users.activity', 'seen'],
    ]);
    const [file, list] = found.evidence;
    expect(file?.ageSeconds).toBeGreaterThan(29 * 3_600);
    expect(list?.ageSeconds).toBeGreaterThan(90 * 86_400);
    expect(sourceOf(snapshot, 'file:idp.csv')).toMatchObject({
      state: 'complete',
      count: 2,
      evidence: { importance: 'required', usersTold: 1, unmatched: { count: 1, examples: ['nobody.at.all'] } },
    });
    expect(sourceOf(snapshot, 'users.activity')?.evidence).toMatchObject({ recentElsewhere: 1, missed: 1 });
  });

  it('knows by a file whom Confluence does not tell, and calls nobody idle whom nothing covers', async () => {
    await drop('dba.csv', `user_name,last_login\n${victim},${hoursAgo(24 * 200)}\n`);
    const { context, ...at } = await start({ confluence: '9.2' });
    await context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: hoursAgo(0) });
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(await outcomesOf(context, run.id, victim)).toEqual([{ kind: 'applied' }]);
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(summary.matched).toBe(1);
    expect(Object.keys(unknownByReason)).toEqual(['activity-not-covered']);
  });

  it.each([
    ['cannot be read', 'username,last login\nx,03/04/2026\n', 1, 'activity-source-failed', 'evidence_date_ambiguous'],
    [
      'is too old',
      `username,last login\n${victim},2025-01-01T00:00:00Z\n`,
      24 * 20,
      'activity-source-stale',
      'evidence_stale',
    ],
  ])('acts on nobody a file may know more about that %s', async (_what, content, ageHours, reason, code) => {
    await drop('idp.csv', content, ageHours);
    const { context, ...at } = await start();
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(await findEntry(context, run.id, victim)).toBeNull();
    const { unknownByReason } = await requirePlan(context, run.id);
    expect(Object.keys(unknownByReason)).toContain(reason);
    const snapshot = await context.store.snapshots.newest();
    expect(snapshot === null ? null : sourceOf(snapshot, 'file:idp.csv')?.reason).toBe(code);
    const active = await getUser(context, await keyOf(at.lab, victim));
    expect(active.user.activity).toMatchObject({ state: 'unknown', atLeast: { source: 'users.activity' } });
  });

  it('keeps what a supporting file told before it broke', async () => {
    await drop('evidence.yaml', 'files: [{ files: idp.csv, name: idp, importance: supporting }]\n');
    await drop('idp.csv', `username,last login\n${victim},${hoursAgo(30)}\n`);
    const { context, ...at } = await start();
    await context.takeSnapshot();
    for (const broken of ['broken', 'broken still']) {
      await drop('idp.csv', broken);
      await context.takeSnapshot();
      const { user, evidence } = await getUser(context, await keyOf(at.lab, victim));
      expect(user.activity).toMatchObject({ state: 'seen', source: 'file:idp' });
      expect(evidence.find((one) => one.source === 'file:idp')).toMatchObject({ word: 'seen', carried: true });
    }
  });
});

describe('between plan and execution', () => {
  it('leaves alone whom the access log saw meanwhile', async () => {
    await drop('conf_access_log.1.log', logLine('somebody', hoursAgo(20)));
    const { context, ...at } = await start();
    afterPlanning(context, async () => {
      expect(await findEntry(context, 1, victim)).toMatchObject({ fate: 'planned' });
      await drop('conf_access_log.2.log', logLine(victim, hoursAgo(1)));
    });
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(await outcomesOf(context, run.id, victim)).toEqual([
      { kind: 'skipped', reason: 'criteria-no-longer-match' },
    ]);
    expect((await context.store.runs.counts(run.id)).users.applied).toBeGreaterThan(5);
  });

  it('leaves alone whose content is newer than any login, and asks of nobody else', async () => {
    const { context, ...at } = await start();
    await askControl(at.lab, 'POST', '/content', { username: victim });
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(await outcomesOf(context, run.id, victim)).toEqual([
      { kind: 'skipped', reason: 'criteria-no-longer-match' },
    ]);
    const { summary } = await requirePlan(context, run.id);
    const asked = at.lab.wire.log.list().filter(({ path }) => path.endsWith('/rest/api/content/search'));
    expect(new Set(asked.map(({ query }) => query)).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(summary.matched);
    expect(writesAt(at.lab).length).toBeGreaterThan(5);
  });

  it('touches nobody more when a needed source is gone meanwhile', async () => {
    await drop('evidence.yaml', 'accessLogs: [{ importance: required }]\n');
    const days = Array.from({ length: 1_200 }, (_, n) => logLine('somebody', hoursAgo(24 * (1_200 - n))));
    await drop('conf_access_log.1.log', days.join(''));
    const { context, ...at } = await start();
    afterPlanning(context, () => folder.remove());
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(await outcomesOf(context, run.id, victim)).toEqual([{ kind: 'refused', guard: 'unknown-activity' }]);
    expect(writesAt(at.lab)).toEqual([]);
  });
});
