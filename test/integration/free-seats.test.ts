// Seats that a directory already gives and Confluence has yet to read: no link promises one of them to somebody else.
import { afterEach, expect, it } from 'vitest';
import { setAccountsStage, synchronise } from '../support/accounts-stage.ts';
import { accountAt } from '../support/directories.ts';
import { setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { requireRun } from '../support/sidecar.ts';
import { create, newcomer } from './create-users/stage.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Somebody of the internal directory lost their access; the rest of the licence is full but for so many seats. */
async function open({ free }: { readonly free: number }) {
  const stage = await setAccountsStage(closers, { waitMs: 0 });
  const { lab, sidecar, act, link } = stage;
  const { store, takeSnapshot } = sidecar.context;
  const { run } = await act('no.email', 'disable');
  const readWith = async (seats: number) => {
    const { host } = (await store.snapshots.licence((await takeSnapshot()).id)) ?? {};
    lab.world.licenceSeats = (host?.used ?? 0) + seats;
    await takeSnapshot();
  };
  await readWith(free);
  return { ...stage, readWith, read: takeSnapshot, theirs: await link(run.id, 'no.email') };
}

it('keeps a seat for a newcomer whom Confluence has yet to read from their directory, and counts them once when it has', async () => {
  const { lab, names, sidecar, read, readWith, theirs } = await open({ free: 2 });
  expect(await theirs.look()).toBe('open');
  const made = newcomer('new.one', { directory: names.crowd, groups: ['confluence-users'] });
  await create({ sidecar }, [made]);
  expect(accountAt(lab, names.crowd, 'new.one')?.active).toBe(true);
  expect((await readState(lab)).has('new.one')).toBe(false);
  await readWith(1);
  expect(await theirs.look()).toBe('no-seat');
  await read();
  expect(await theirs.use()).toBe('no-seat');
  await synchronise(lab);
  await readWith(1);
  expect(await theirs.use()).toBe('done');
});

it('keeps a seat for whoever had it given back in a directory by their own link, until Confluence shows them', async () => {
  const { lab, names, act, link, sidecar, read, readWith, theirs } = await open({ free: 2 });
  lab.wire.faults.add({ kind: 'status', status: 400, match: { method: 'PUT', path: '/**/disable' } });
  const { run, outcomes } = await act('shadow.both', 'disable');
  expect(outcomes).toEqual([
    ['disable-account', 'pending-synchronisation'],
    ['disable', 'failed'],
  ]);
  await fetch(`${lab.controlUrl}/faults`, { method: 'DELETE' });
  setActiveAt(lab, 'shadow.both', false);
  await synchronise(lab);
  expect((await readState(lab)).get('shadow.both')?.status).toBe('deactivated');
  await readWith(2);
  expect(await (await link(run.id, 'shadow.both')).use()).toBe('trying');
  const [undo] = await sidecar.context.store.runs.list({ trigger: 'undo', limit: 1, before: null });
  expect(await requireRun(sidecar.context, undo?.id ?? 0)).toMatchObject({ ending: 'completed' });
  expect(accountAt(lab, names.crowd, 'shadow.both')?.active).toBe(true);
  expect((await readState(lab)).get('shadow.both')?.status).toBe('deactivated');
  await readWith(1);
  expect(await theirs.use()).toBe('no-seat');
  await synchronise(lab);
  await read();
  expect((await readState(lab)).get('shadow.both')?.status).toBe('current');
  expect(await theirs.use()).toBe('no-seat');
  await readWith(1);
  expect(await theirs.use()).toBe('done');
});
