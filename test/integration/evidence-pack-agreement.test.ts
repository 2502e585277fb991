// What an evidence pack says in several places it says alike: whoever owns the database and alters one of them is found offline.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestDefinition } from '../../sidecar/src/audit/definition.ts';
import { digestOf } from '../../sidecar/src/audit/entry.ts';
import { stableText } from '../../sidecar/src/domain/plan/stable-text.ts';
import type { DatabaseAddress } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import {
  at,
  keyOf,
  later,
  makeDefinition,
  makeEntry,
  noon,
  planned,
  planRun,
  refused,
} from '../contracts/store/given.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { checkPack, takePack } from '../support/packs.ts';
import { openRaw } from '../support/raw-database.ts';

describe.each(['sqlite', 'postgres'] as const)('an evidence pack out of %s', (engine) => {
  let databases: TestDatabases;
  let address: DatabaseAddress;
  let store: Store;
  /** In the order of the plan: mara, bob, eve, zoe, and kim whom the plan left alone. */
  let stepIds: readonly number[];
  let runId: number;

  beforeAll(async () => {
    databases = await startDatabases(engine);
  });
  beforeEach(async () => {
    address = await databases.create();
    store = await openStore(address);
    await act();
  });
  afterEach(() => store.close());
  afterAll(() => databases.stop());

  /** A live run in which everything happens that can: done, without effect, failed, refused at the last moment, never begun. */
  async function act(): Promise<void> {
    const people = ['mara', 'bob', 'eve', 'zoe'].map((name) => makeEntry(name, planned));
    const run = await planRun(store, 'idle', [...people, makeEntry('kim', refused)], { mode: 'live' });
    ({ runId, stepIds } = run);
    const outcomes = [
      { kind: 'applied' },
      { kind: 'applied' },
      { kind: 'failed', code: 'host_unreachable' },
      { kind: 'refused', guard: 'last-administrator' },
    ] as const;
    for (const [index, outcome] of outcomes.entries()) {
      const said = { runId, stepId: at(stepIds, index), at: later(2 + index) };
      await store.journal.attempting(said);
      await store.journal.outcomes([{ ...said, outcome }]);
    }
    await store.journal.verified([{ runId, stepId: at(stepIds, 0), at: later(10), verification: 'confirmed' }]);
    await store.journal.corrected([{ runId, stepId: at(stepIds, 1), at: later(10), to: 'applied-without-effect' }]);
    await store.runs.advance({ runId, from: 'executing', to: 'reporting', at: later(11), ending: 'completed' });
  }

  const end = () => store.runs.finish({ runId, at: later(12), report: { runId, done: 1 }, mails: [] });

  const check = async (wish: Parameters<typeof takePack>[1] = {}) => checkPack(await takePack(store, wish));

  /** As somebody would who owns the database: what refuses changes there is taken away first. */
  async function meddle(...changes: readonly string[]): Promise<void> {
    const guards =
      engine === 'sqlite'
        ? ['drop trigger if exists journal_refuses_update', 'drop trigger if exists journal_refuses_delete']
        : ['alter table journal disable trigger all'];
    const database = openRaw(address);
    for (const statement of [...guards, ...changes]) await database.ask(statement);
    await database.close();
  }

  const step = (index: number) => at(stepIds, index);

  it('is found sound where trail, journal, steps and list tell alike, with and without names', async () => {
    await end();
    expect(await check()).toMatchObject({ summary: { runs: 1, steps: 5, names: true } });
    expect(await check({ names: false })).toMatchObject({ summary: { runs: 1, steps: 5, names: false } });
  });

  it('holds a report whose digest covers the words of warnings with names alone, and does not count it without', async () => {
    const report = { runId, stages: [{ name: 'warned', afterDays: 0, warn: { ask: 'Anna' } }] };
    await store.runs.finish({ runId, at: later(12), report, mails: [] });
    const [ended] = await store.audit.list({ limit: 1, before: null });
    const { reportForm: _form, ...details } = ended?.details ?? {};
    const reportDigest = digestOf(stableText(report));
    await store.audit.append({
      at: later(12),
      actor: 'system',
      event: 'run.finished',
      details: { ...details, reportDigest },
    });
    expect(await check()).toMatchObject({ summary: { runs: 1, steps: 5 } });
    expect(await check({ names: false })).toMatchObject({ summary: { runs: 0, steps: 5 } });
  });

  describe('with a warning whose words no digest of a report covers', () => {
    const definition = (message: string) => {
      const stages = [{ name: 'warned', afterDays: 0, warn: { ask: 'Anna', message } }] as const;
      return makeDefinition('idle', { stages });
    };
    const writeDefinition = (message: string) =>
      `update policy_versions set definition = '${stableText(definition(message))}'`;
    const writeReport = (message: string) =>
      `update run_reports set report = '${stableText({ runId, stages: definition(message).stages })}'`;

    async function endWarned(details: object): Promise<void> {
      await meddle(writeDefinition('Write to us.'));
      const saved = { policy: 'idle', version: 1, ...details };
      await store.audit.append({ at: later(2), actor: 'ada', event: 'policy.saved', details: saved });
      const report = { runId, stages: definition('Write to us.').stages };
      await store.runs.finish({ runId, at: later(12), report, mails: [] });
    }

    it('holds them by the version of the policy, whose digest its entry tells', async () => {
      await endWarned({ digest: digestDefinition(definition('Write to us.')) });
      expect(await check()).toMatchObject({ summary: { runs: 1, versions: 1, versionsUntold: 0 } });
      expect(await check({ names: false })).toMatchObject({ summary: { runs: 1, versions: 1, versionsUntold: 0 } });
      await meddle(writeReport('Never mind.'));
      expect(await check()).toMatchObject({
        fault: { code: 'warnings-differ', file: 'runs.jsonl', line: 1, run: runId },
      });
      await meddle(writeDefinition('Never mind.'));
      const [{ id: entry } = { id: 0 }] = await store.audit.list({ limit: 1, before: null, event: 'policy.saved' });
      const fault = { code: 'version-differs', file: 'policies.jsonl', line: 1, entry };
      expect(await check()).toMatchObject({ fault });
      expect(await check({ names: false })).toMatchObject({ fault });
    });

    it('counts a version as held against nothing where its entry is of before and tells no digest', async () => {
      await endWarned({});
      await meddle(writeReport('Never mind.'), writeDefinition('Never mind.'));
      expect(await check()).toMatchObject({ summary: { runs: 1, versions: 0, versionsUntold: 1 } });
    });
  });

  it('is found sound where a run began before the period, and the trail of it with it', async () => {
    await end();
    // Four that the run left in this time, and that of the pack itself.
    const { summary } = (await check({ from: later(4), to: later(30) })) as { summary: object };
    expect(summary).toMatchObject({ runs: 1, steps: 5, audit: { entries: 5 } });
  });

  it('is found sound after a person of it was erased', async () => {
    await end();
    const person = {
      userKey: keyOf('mara'),
      names: ['mara'],
      addresses: ['mara@example.com'],
      displayNames: [],
      shared: [],
      listed: null,
      neededBy: [],
    };
    await store.erasure.erase({ person, by: 'ada', at: later(20), keptDays: 90 });
    expect(await check()).toMatchObject({ summary: { runs: 1, steps: 5 } });
  });

  it.each([
    [
      'what a step came to',
      () => `update run_steps set outcome = '{"kind":"applied"}', outcome_kind = 'applied' where id = ${step(2)}`,
      () => ({ code: 'steps-differ', file: 'steps.jsonl', line: 3, step: step(2) }),
    ],
    [
      'that it was read back',
      () => `update run_steps set verification = 'confirmed' where id = ${step(1)}`,
      () => ({ code: 'steps-differ', file: 'steps.jsonl', line: 2, step: step(1) }),
    ],
    [
      'when it was done',
      () => `update run_steps set finished_at = '${noon}' where id = ${step(0)}`,
      () => ({ code: 'steps-differ', file: 'steps.jsonl', line: 1, step: step(0) }),
    ],
    [
      'what was changed',
      () => `update run_steps set change = '{"kind":"enable"}' where id = ${step(0)}`,
      () => ({ code: 'steps-differ', file: 'steps.jsonl', line: 1, step: step(0) }),
    ],
    [
      'what became of whom the plan left alone',
      () => `update run_steps set outcome = '{"kind":"applied"}', outcome_kind = 'applied' where id = ${step(4)}`,
      () => ({ code: 'steps-differ', file: 'steps.jsonl', line: 5, step: step(4) }),
    ],
    [
      'who it was',
      () => "update run_people set username = 'ann' where username = 'bob'",
      () => ({ code: 'outcomes-differ', file: 'outcomes.csv', line: 3, step: step(1) }),
    ],
    [
      'its journal',
      () => `update journal set content = '{"kind":"applied"}' where kind = 'outcome' and step_id = ${step(2)}`,
      () => ({ code: 'journal-differs', file: 'journal.jsonl' }),
    ],
    [
      'its report',
      () => `update run_reports set report = '{"runId":1,"done":2}'`,
      () => ({ code: 'report-differs', file: 'runs.jsonl', line: 1 }),
    ],
  ])('names the first difference where somebody altered %s after the end', async (_what, change, fault) => {
    await end();
    await meddle(change());
    expect(await check()).toMatchObject({ fault: { ...fault(), run: runId } });
  });

  it('names the step where journal and steps were altered alike before the end, because its entry says otherwise', async () => {
    const applied = `'{"kind":"applied"}'`;
    await meddle(
      `update run_steps set outcome = ${applied}, outcome_kind = 'applied' where id = ${step(2)}`,
      `update journal set content = ${applied} where kind = 'outcome' and step_id = ${step(2)}`,
    );
    await end();
    const { fault } = (await check()) as { fault: { entry: number } };
    expect(fault).toMatchObject({ code: 'step-entry-differs', run: runId, step: step(2) });
    const [entry] = (await store.audit.list({ limit: 50, before: null, event: 'step' })).filter(
      ({ details }) => details.step === step(2),
    );
    expect(fault.entry).toBe(entry?.id);
  });

  it.each(['{', 'null', '7'])(
    'names the line where %s was written for what was read back before the end',
    async (content) => {
      await meddle(`update journal set content = '${content}' where kind = 'verified'`);
      await end();
      const where = { file: 'journal.jsonl', line: 9, run: runId, step: step(0) };
      expect(await check()).toMatchObject({ fault: { code: 'line-not-understood', ...where } });
    },
  );

  it('names the step that has an entry and was taken out of the journal before the end', async () => {
    await meddle(`delete from journal where step_id = ${step(3)}`);
    await end();
    expect(await check()).toMatchObject({ fault: { code: 'step-entry-differs', run: runId, step: step(3) } });
  });

  it('names a run that ended while the trail was written, and whose end the trail does not tell', async () => {
    await end();
    const other = await planRun(store, 'silent', [makeEntry('ann', planned)]);
    await meddle(`update runs set state = 'finished', finished_at = '${later(13)}' where id = ${other.runId}`);
    await store.audit.append({ at: later(14), actor: 'ada', event: 'process.mode-changed', details: {} });
    expect(await check()).toMatchObject({ fault: { code: 'run-untold', file: 'runs.jsonl', run: other.runId } });
  });
});
