// Which account speaks: compared with every world that what is known leaves possible.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Username, UserStatus } from '../user.ts';
import { openJudge } from './judge.ts';
import { proveAsked, type Standing, standingOf } from './standing.ts';

const names = ['one', 'two', 'three'];

type Told = { readonly standing: Standing; readonly status: UserStatus | null };

function account(directory: string, status: UserStatus) {
  const told = { email: null, displayName: null, key: null, createdAt: null };
  return { directory, username: 'mara' as Username, status, ...told };
}

function judge(told: readonly Told[], listTold = true) {
  const accounts = told.flatMap(({ standing, status }) => (status === null ? [] : [account(standing.name, status)]));
  const judged = openJudge(
    told.map((one) => one.standing),
    listTold,
  )(accounts);
  return Object.fromEntries(judged.map((one) => [one.directory, one.effective]));
}

function place(name: string, order: number | null, more: Partial<Standing> = {}): Standing {
  return { name, order, asked: 'yes', read: true, ...more };
}

it('lets the first active account in the order of directories speak', () => {
  const both = [
    { standing: place('two', 1), status: 'active' as const },
    { standing: place('one', 0), status: 'active' as const },
  ];
  expect(judge(both)).toEqual({ one: true, two: false });
});

it('lets a disabled account hand over to an active one below it', () => {
  expect(
    judge([
      { standing: place('one', 0), status: 'disabled' },
      { standing: place('two', 1), status: 'active' },
    ]),
  ).toEqual({ one: false, two: true });
});

it('lets the first one speak where none is active', () => {
  expect(
    judge([
      { standing: place('one', 0), status: 'disabled' },
      { standing: place('two', 1), status: 'disabled' },
    ]),
  ).toEqual({ one: true, two: false });
});

it('does not say who speaks where a directory above was not read, where the order is not told, or where one may be off', () => {
  const below = { standing: place('two', 1), status: 'active' as const };
  expect(judge([{ standing: place('one', 0, { read: false }), status: null }, below])).toEqual({ two: null });
  const first = { standing: place('one', null), status: 'active' as const };
  expect(judge([first, below])).toEqual({ one: null, two: null });
  const perhapsOff = { standing: place('one', 0, { asked: 'untold' }), status: 'active' as const };
  expect(judge([perhapsOff, below])).toEqual({ one: null, two: null });
  expect(judge([below], false)).toEqual({ two: null });
});

it('knows that a directory below that was not read cannot speak before an active account above it', () => {
  const above = { standing: place('one', 0), status: 'active' as const };
  expect(judge([above, { standing: place('two', 1, { read: false }), status: null }])).toEqual({ one: true });
});

/** What is known of a user in up to three directories, each with its own place or none. */
const anyTold: fc.Arbitrary<readonly Told[]> = fc
  .tuple(fc.shuffledSubarray(names, { minLength: 1 }), fc.infiniteStream(fc.nat()))
  .map(([chosen, chance]) => {
    const pick = <Item>(...items: readonly Item[]): Item => items[(chance.next().value ?? 0) % items.length] as Item;
    return chosen.map((name, index) => ({
      standing: place(name, pick<number | null>(index, index, null), {
        asked: pick('yes', 'yes', 'untold', 'no'),
        read: pick(true, true, false),
      }),
      status: pick<UserStatus | null>('active', 'disabled', 'unknown', null),
    }));
  })
  // Accounts of a directory that is not asked are left out before anybody is judged.
  .map((told) => told.map((one) => (one.standing.asked === 'no' ? { ...one, status: null } : one)));

type World = readonly { readonly name: string; readonly order: number; readonly state: 'active' | 'disabled' | null }[];

/** Every way the truth may be, given what is known; directories without a place are tried at every place. */
function worlds(told: readonly Told[]): World[] {
  let found: World[] = [[]];
  for (const { standing, status } of told) {
    const orders = standing.order === null ? [-0.5, 0.5, 1.5, 2.5] : [standing.order];
    const known = status === 'unknown' ? (['active', 'disabled'] as const) : status === null ? [] : [status];
    const nothing = status === null ? !(known.length > 0) : standing.asked !== 'yes';
    const unread = status === null && !standing.read && standing.asked !== 'no';
    const states = unread ? (['active', 'disabled', null] as const) : [...known, ...(nothing ? [null] : [])];
    found = found.flatMap((world) =>
      orders.flatMap((order, index) =>
        states.map((state) => [
          ...world,
          { name: standing.name, order: order + index / 100 + world.length / 1e4, state },
        ]),
      ),
    );
  }
  return found;
}

function speakerIn(world: World): string | null {
  const ordered = [...world].sort((one, other) => one.order - other.order);
  const active = ordered.find((one) => one.state === 'active');
  return (active ?? ordered.find((one) => one.state !== null))?.name ?? null;
}

it('answers exactly what every possible world agrees on, and never says of one that may not count that it is shadowed', () => {
  let told = 0;
  let untold = 0;
  fc.assert(
    fc.property(anyTold, (known) => {
      const possible = worlds(known);
      for (const [name, effective] of Object.entries(judge(known))) {
        const answers = new Set(possible.map((world) => speakerIn(world) === name));
        const mayNotCount = known.find((one) => one.standing.name === name)?.standing.asked !== 'yes';
        const agreed = answers.size > 1 ? null : answers.has(true);
        expect(effective).toBe(agreed === false && mayNotCount ? null : agreed);
        if (effective === null) untold += 1;
        else told += 1;
      }
    }),
    { numRuns: 3_000 },
  );
  expect(Math.min(told, untold)).toBeGreaterThan(300);
});

it('proves that a directory is asked by an active user whom it alone holds, once everything was read', () => {
  const open = [place('one', 0, { asked: 'untold' }), place('two', 1, { asked: 'untold' })];
  const onlyInTwo = { status: 'active' as const, directories: ['two'] };
  const inBoth = { status: 'active' as const, directories: ['one', 'two'] };
  const disabled = { status: 'disabled' as const, directories: ['one'] };
  expect(proveAsked(open, [inBoth, disabled, onlyInTwo]).map((one) => one.asked)).toEqual(['untold', 'yes']);
  const partly = [place('one', 0, { asked: 'untold', read: false }), place('two', 1, { asked: 'untold' })];
  expect(proveAsked(partly, [onlyInTwo]).map((one) => one.asked)).toEqual(['untold', 'untold']);
});

it('takes a directory that is off, mapped nowhere, or known to a Crowd application alone for one that is not asked', () => {
  const directory = { name: 'one', id: null, kind: 'unknown' as const, operations: null, synchronising: null };
  const stand = (parts: {
    active: boolean | null;
    order: number | null;
    toldBy: ('database' | 'confluence' | 'crowd')[];
  }) => standingOf({ ...directory, ...parts }, { read: true, listTold: true }).asked;
  expect(stand({ active: false, order: 0, toldBy: ['database'] })).toBe('no');
  expect(stand({ active: true, order: null, toldBy: ['database'] })).toBe('no');
  expect(stand({ active: null, order: null, toldBy: ['crowd'] })).toBe('no');
  expect(stand({ active: true, order: 0, toldBy: ['database', 'crowd'] })).toBe('yes');
  expect(stand({ active: null, order: 0, toldBy: ['confluence'] })).toBe('untold');
});
