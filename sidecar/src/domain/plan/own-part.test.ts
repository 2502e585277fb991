// What others undid of what a run did to somebody, what is the run's own doing, and what is nobody's.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../action.ts';
import type { GroupKnowledge } from '../criteria/matches.ts';
import { groupsAround, type Nesting } from '../nesting.ts';
import type { Outcome } from '../run.ts';
import type { BeforeImage } from './before-image.ts';
import { findDrift, findUndone, isBegun, type OwnPart, type StateNow, takeBackOwn } from './own-part.ts';

const before: BeforeImage = {
  status: 'active',
  email: 'ada@example.com',
  displayName: 'Ada',
  directGroups: ['Confluence-Users', 'staff'],
};
const asBefore: StateNow = { status: 'active', directGroups: ['staff', 'confluence-users'] };
const disabled: StateNow = { ...asBefore, status: 'disabled' };
const disable: Change = { kind: 'disable' };
const leave: Change = { kind: 'remove-from-group', group: 'confluence-users' };
const park: Change = { kind: 'add-to-group', group: 'Parked' };
const elsewhere: Change = { kind: 'disable-account', directory: 'Crowd' };
const flat: Nesting = new Map();

const planned = { kind: 'planned' } as const;

function part(changes: readonly Change[], outcome: Outcome = { kind: 'applied' }, image = before): OwnPart {
  const done = changes.map((change) => ({ change, disposition: planned, outcome }));
  return { before: image, steps: [...done, { change: disable, disposition: planned, outcome: null }] };
}

interface Facts {
  readonly nesting?: Nesting;
  readonly knowledge?: (group: string) => GroupKnowledge;
  readonly ownOnly?: boolean;
}

function compare(own: OwnPart, now: StateNow, facts: Facts) {
  const { nesting = flat, knowledge = () => 'complete' as const } = facts;
  return { part: own, now, nesting, groupKnowledge: knowledge };
}

const undone = (own: OwnPart, now: StateNow, facts: Facts = {}) =>
  findUndone({ ...compare(own, now, facts), ownOnly: facts.ownOnly ?? false });
const drift = (own: OwnPart, now: StateNow, facts: Facts = {}) => findDrift(compare(own, now, facts));
const sorted = (groups: readonly string[]) => groups.map((group) => group.toLowerCase()).sort();

describe('a user whom the run has begun with', () => {
  it.each<[string, readonly Change[], StateNow]>([
    ['was disabled', [disable], disabled],
    ['was taken out of a group', [leave], { ...asBefore, directGroups: ['staff'] }],
    ['was put into a group', [park], { ...asBefore, directGroups: [...asBefore.directGroups, 'parked'] }],
    ['was only warned', [{ kind: 'warn' }], asBefore],
  ])('is as the run left them where they %s', (_what, changes, now) => {
    expect([undone(part(changes), now), drift(part(changes), now)]).toEqual([null, null]);
    const back = takeBackOwn(part(changes), now, flat);
    expect([back.status, sorted(back.directGroups)]).toEqual(['active', ['confluence-users', 'staff']]);
  });

  it.each<[string, readonly Change[], StateNow, ReturnType<typeof undone>]>([
    ['were enabled again', [disable], asBefore, { what: 'status-changed', whose: 'own' }],
    ['were disabled', [park], disabled, { what: 'status-changed', whose: 'others' }],
    ['were put back', [leave], asBefore, { what: 'group-changed', whose: 'own' }],
    ['were taken out again', [park], asBefore, { what: 'group-changed', whose: 'own' }],
  ])('is otherwise than the run left them where they %s', (_what, changes, now, expected) => {
    expect(undone(part(changes), now)).toEqual(expected);
  });

  it('was changed by others where what held already holds no more', () => {
    const steps = [...part([park], { kind: 'already' }).steps, ...part([leave]).steps];
    const now = { ...asBefore, directGroups: ['staff'] };
    expect(undone({ before, steps }, now)).toEqual({ what: 'group-changed', whose: 'others' });
  });

  it.each<[string, readonly string[]]>([
    ['came into another group', ['staff', 'project-x']],
    ['lost another group', []],
  ])('is for the criteria to judge where they %s, which they give as the reason', (_what, directGroups) => {
    expect(undone(part([leave]), { ...asBefore, directGroups })).toBeNull();
    expect(drift(part([leave]), { ...asBefore, directGroups })).toBe('group-changed');
  });

  it('is not begun with by a mail, so that a status of others is for the criteria', () => {
    expect(isBegun(part([{ kind: 'warn' }]))).toBe(false);
    expect(undone(part([{ kind: 'warn' }]), disabled)).toBeNull();
  });

  it('may be switched by others where only what the run itself did counts', () => {
    expect(undone(part([park]), { ...disabled, directGroups: ['parked'] }, { ownOnly: true })).toBeNull();
    expect(undone(part([disable]), asBefore, { ownOnly: true })?.what).toBe('status-changed');
  });

  it('is said to be switched by nobody where no status is told', () => {
    const now: StateNow = { status: 'unknown', directGroups: ['staff'] };
    expect([undone(part([leave]), now), drift(part([leave]), now)]).toEqual([null, null]);
    expect(undone(part([leave, disable]), now)).toEqual({ what: 'status-changed', whose: 'untold' });
  });

  it('is not said to have come into a group whose members were not read for the plan', () => {
    const now = { ...asBefore, directGroups: ['staff', 'secret'] };
    const knowledge = (group: string) => (group === 'secret' ? 'unreadable' : 'complete');
    expect(drift(part([leave]), now, { knowledge })).toBeNull();
  });

  it('is not said to be changed where accounts were, as Confluence may not have read them', () => {
    const own = part([elsewhere, disable]);
    for (const now of [asBefore, disabled, { ...disabled, directGroups: [] }]) {
      expect([undone(own, now), drift(own, now)]).toEqual([null, null]);
      expect(takeBackOwn(own, now, flat)).toMatchObject({ status: 'active' });
      expect(takeBackOwn(own, now, flat).directGroups).toHaveLength(2);
    }
  });

  it('keeps for the criteria what others did', () => {
    const now: StateNow = { status: 'disabled', directGroups: ['on-leave', 'parked'] };
    expect(takeBackOwn(part([park, leave]), now, flat)).toEqual({
      status: 'disabled',
      directGroups: ['on-leave', 'Confluence-Users'],
    });
  });
});

describe('where groups lie inside groups', () => {
  const nesting: Nesting = new Map([['dev', ['all-staff']]]);
  const image = (directGroups: readonly string[]) => ({ ...before, directGroups });
  const dev = (kind: 'add-to-group' | 'remove-from-group'): Change => ({ kind, group: 'dev' });
  const at = (...directGroups: string[]): StateNow => ({ status: 'active', directGroups });

  const outer = (kind: 'add-to-group' | 'remove-from-group'): Change => ({ kind, group: 'all-staff' });
  const had = image(['dev', 'all-staff']);
  const already = part([outer('add-to-group')], { kind: 'already' }, had).steps;
  const afterTaking = { before: had, steps: [...part([dev('remove-from-group')]).steps, ...already] };
  const beforeGiving = part([outer('remove-from-group'), dev('add-to-group')], undefined, image(['all-staff']));

  it.each<[string, OwnPart, StateNow]>([
    ['goes with the one', part([dev('remove-from-group')], undefined, image(['dev', 'all-staff'])), at()],
    ['comes with the one', part([dev('add-to-group')], undefined, image([])), at('dev', 'all-staff')],
    ['is listed with users', part([leave], undefined, image(['dev', 'confluence-users'])), at('dev', 'all-staff')],
    ['was given already and goes with the one', afterTaking, at()],
    ['was taken and comes with the one', beforeGiving, at('dev', 'all-staff')],
  ])('an outer one that %s tells nothing', (_what, own, now) => {
    expect([undone(own, now, { nesting }), drift(own, now, { nesting })]).toEqual([null, null]);
    const asWas = sorted(own.before.directGroups);
    expect(sorted(takeBackOwn(own, now, nesting).directGroups)).toEqual(expect.arrayContaining(asWas));
  });

  it('takes back what came with a group that the run gave', () => {
    const own = part([dev('add-to-group')], undefined, image([]));
    expect(takeBackOwn(own, at('dev', 'all-staff'), nesting).directGroups).toEqual([]);
  });

  it('names nobody where a group still shows that another one of theirs lies inside', () => {
    const own = part([{ kind: 'remove-from-group', group: 'all-staff' }], undefined, image(['dev', 'all-staff']));
    expect(undone(own, at('dev', 'all-staff'), { nesting })).toEqual({ what: 'group-changed', whose: 'untold' });
    expect(undone(own, at('all-staff'), { nesting })).toEqual({ what: 'group-changed', whose: 'own' });
  });

  it('names nobody where nobody told what lies inside the group', () => {
    const knowledge = () => 'nesting-unread' as const;
    expect(undone(part([leave]), asBefore, { knowledge })).toEqual({ what: 'group-changed', whose: 'untold' });
    expect(undone(part([park]), asBefore, { knowledge })).toEqual({ what: 'group-changed', whose: 'own' });
  });
});

it('a newcomer may be in groups that everybody new is put into, but not out of those they were given', () => {
  const image: BeforeImage = { ...before, status: 'unknown', directGroups: [], newcomer: { inTheWay: null } };
  const made = part([{ kind: 'create-user' }, park], { kind: 'applied' }, image);
  const given = ['parked', 'confluence-users'];
  expect(undone(made, { status: 'active', directGroups: given })).toBeNull();
  expect(undone(made, { status: 'unknown', directGroups: given })).toBeNull();
  expect(undone(made, asBefore)).toEqual({ what: 'group-changed', whose: 'own' });
  expect(undone(made, { ...disabled, directGroups: given })?.what).toBe('status-changed');
});

describe('whatever was planned', () => {
  const names = ['g0', 'g1', 'g2', 'g3', 'g4', 'g5'];
  const groups = fc.subarray(names);
  /** Each group lies inside some of those that follow it. */
  const nestings = fc
    .tuple(...names.map((_name, place) => fc.subarray(names.slice(place + 1))))
    .map((outer): Nesting => new Map(names.map((name, place) => [name, outer[place] ?? []])));
  const changes = fc.array(
    fc.record({
      kind: fc.constantFrom('add-to-group' as const, 'remove-from-group' as const),
      group: fc.constantFrom(...names),
    }),
    { maxLength: 4 },
  );

  /** A run alone with a user: what is noted as done, and how they are in truth. */
  function carryOut(asked: readonly Extract<Change, { group: string }>[], noted: Set<string>, direct: Set<string>) {
    return asked.flatMap((change) => {
      const isGiven = change.kind === 'add-to-group';
      const kind = noted.has(change.group) === isGiven ? ('already' as const) : ('applied' as const);
      // What shows by nesting alone cannot be taken: that step fails, and the user's part ends.
      if (kind === 'applied' && !isGiven && !direct.has(change.group)) return [];
      for (const held of kind === 'applied' ? [noted, direct] : []) {
        if (isGiven) held.add(change.group);
        else held.delete(change.group);
      }
      return [{ change, disposition: planned, outcome: { kind } }];
    });
  }

  it('nobody is said to have undone anything where nobody else did, however nested groups are listed', () => {
    const input = fc.record({
      nesting: nestings,
      had: groups,
      asked: changes,
      listed: fc.boolean(),
      told: fc.boolean(),
    });
    fc.assert(
      fc.property(input, ({ nesting, had, asked, listed, told }) => {
        const show = (direct: Iterable<string>, isNested: boolean) => [
          ...new Set([...direct, ...(isNested ? groupsAround([...direct], nesting).keys() : [])]),
        ];
        const direct = new Set(had);
        const steps = carryOut(asked, new Set(show(had, told)), direct);
        const own: OwnPart = { before: { ...before, directGroups: show(had, listed) }, steps };
        const now: StateNow = { status: 'active', directGroups: show(direct, told) };
        expect([null, 'untold']).toContain(undone(own, now, { nesting })?.whose ?? null);
        expect(drift(own, now, { nesting })).toBeNull();
        expect(sorted(show(takeBackOwn(own, now, nesting).directGroups, true))).toEqual(sorted(show(had, true)));
      }),
    );
  });

  it('what others do to groups it did not touch is left as it is and called nothing of its own', () => {
    fc.assert(
      fc.property(groups, changes, groups, (had, asked, later) => {
        const direct = new Set(had);
        const steps = carryOut(asked, new Set(had), direct);
        const touched = new Set<string>(asked.map(({ group }) => group));
        const now = names.filter((name) => (touched.has(name) ? direct.has(name) : later.includes(name)));
        const own: OwnPart = { before: { ...before, directGroups: had }, steps };
        expect(undone(own, { status: 'active', directGroups: now })).toBeNull();
        const back = takeBackOwn(own, { status: 'active', directGroups: now }, flat).directGroups;
        const wanted = names.filter((name) => (touched.has(name) ? had : later).includes(name));
        expect(sorted(back)).toEqual(wanted);
      }),
    );
  });
});
