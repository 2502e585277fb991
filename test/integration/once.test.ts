// `npm start -- --once`: it ends well, its last line is what was promised, and its figures are what the lab itself says.
import { afterEach, describe, expect, it } from 'vitest';
import type { LabReady } from '../../scripts/demo/lab-ready.ts';
import { runOnce } from '../../scripts/demo/once.ts';
import { startLab } from '../lab/lab.ts';
import { endProcesses, type Process, startProcess } from '../support/process.ts';
import { auditLinesAt, writesAt } from '../support/runs.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await endProcesses(started.splice(0));
  for (const close of closers.splice(0).reverse()) await close();
});

interface State {
  readonly now: string;
  readonly users: readonly {
    readonly username: string;
    readonly status: 'current' | 'deactivated';
    readonly lastLoginAt: string | null;
    readonly lastLoginTold: boolean;
    readonly groups: readonly string[];
  }[];
  readonly groups: readonly { readonly name: string; readonly groups: readonly string[] }[];
}

async function readState(lab: Pick<LabReady, 'controlUrl'>): Promise<State> {
  return (await (await fetch(`${lab.controlUrl}/state`)).json()) as State;
}

/** A group with everything nested in it. */
function withNested({ groups }: State, name: string): Set<string> {
  const found = new Set([name]);
  for (const one of found)
    for (const child of groups.find((group) => group.name === one)?.groups ?? []) found.add(child);
  return found;
}

/** Who "Inactive for 90 days" means, worked out from the lab's own state alone. */
function judge(state: State) {
  const licensed = withNested(state, 'confluence-users');
  const exempt = withNested(state, 'keep');
  const nowMs = Date.parse(state.now);
  const meant = state.users.filter(
    ({ status, groups }) =>
      status === 'current' && groups.some((one) => licensed.has(one)) && !groups.some((one) => exempt.has(one)),
  );
  const known = meant.filter(
    ({ lastLoginTold, lastLoginAt }) => lastLoginTold && (lastLoginAt === null || Date.parse(lastLoginAt) <= nowMs),
  );
  const matched = known.filter(
    ({ lastLoginAt }) => lastLoginAt !== null && nowMs - Date.parse(lastLoginAt) >= 90 * 86_400_000,
  );
  return { matched: matched.map((user) => user.username), unknown: meant.length - known.length };
}

describe('the main job, once and without a person', () => {
  it('gives figures that agree with the state of the lab before and after', async () => {
    const lab = await startLab({ users: 300, checkAnswers: false });
    const folder = await makeTemporaryFolder();
    closers.push(folder.remove, lab.close);
    const before = await readState(lab);
    const figures = await runOnce({
      flags: { once: true, confluence: '10.2', users: '300', seed: '1' },
      folder: folder.path,
      mailFolder: `${folder.path}/mails`,
      say: () => undefined,
      lab,
    });
    const after = await readState(lab);
    const { matched, unknown } = judge(before);
    expect(figures).toMatchObject({
      ok: true,
      usersRead: before.users.length,
      matched: matched.length,
      unknown,
      failed: 0,
    });
    expect(figures.mailsDelivered).toBe(4);

    const now = new Map(after.users.map((user) => [user.username, user]));
    const changed = before.users.filter((user) => JSON.stringify(user) !== JSON.stringify(now.get(user.username)));
    expect(changed.length).toBeGreaterThan(20);
    expect(figures).toMatchObject({ applied: changed.length, planned: changed.length });
    expect(changed.map((user) => user.username).filter((name) => !matched.includes(name))).toEqual([]);
    for (const { username } of changed) {
      expect(now.get(username)).toMatchObject({ status: 'deactivated' });
      expect(now.get(username)?.groups).not.toContain('confluence-users');
    }
    const unsupported = matched.filter((name) => name.includes('/')).length;
    expect(figures.planned + figures.already + figures.refused + unsupported).toBe(figures.matched);
    expect(writesAt(lab)).toHaveLength(changed.length * 2);
    // One line is offered to the audit log, which takes none at this version.
    expect(auditLinesAt(lab)).toBe(1);
    expect(figures.requests.write).toBe(changed.length * 2 + 1);
  });

  it('exits with 0, and the last line it says is its figures', async () => {
    const child = startProcess('scripts/start.ts', ['--once', '--users', '400'], {});
    started.push(child);
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.stderr).toEqual([]);
    const figures: unknown = JSON.parse(child.stdout.at(-1) ?? '');
    const number = expect.any(Number);
    expect(figures).toEqual({
      ok: true,
      usersRead: 400,
      matched: number,
      unknown: number,
      planned: number,
      applied: number,
      already: number,
      refused: number,
      failed: 0,
      mailsDelivered: 4,
      requests: { read: number, write: number },
      seconds: number,
    });
    expect((figures as { applied: number }).applied).toBeGreaterThan(20);
  });
});
