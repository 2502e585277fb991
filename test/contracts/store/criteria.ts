// Generates people, groups and nested criteria full of edges: wildcards, other scripts, thresholds met to the millisecond.
import fc from 'fast-check';
import type { Criteria, Leaf } from '../../../sidecar/src/domain/criteria/leaves.ts';
import type { Licence } from '../../../sidecar/src/domain/licence/licence.ts';
import { foldName, type Username, type UserStatus } from '../../../sidecar/src/domain/user.ts';
import type { GroupRecord, ReadUser } from '../../../sidecar/src/store/snapshots.ts';
import { noon } from './given.ts';

const dayMs = 86_400_000;
const days = fc.constantFrom(0, 1, 30, 90);

/** Instants around the thresholds that the criteria ask for. */
const instant = fc
  .tuple(days, fc.constantFrom(-dayMs, -1, 0, 0, 1, 3_600_000))
  .map(([before, offsetMs]) => new Date(Date.parse(noon) - before * dayMs + offsetMs).toISOString());

const characters = ['a', 'A', 'b', 'B', '1', '.', ' ', "'", '"', '%', '_', '\\', '!', '[', ']', '^', '-', '@'];
const foreign = [
  'ß',
  'É',
  'e\u0301',
  'İ',
  'ı',
  'Σ',
  'ς',
  'Ж',
  'ж',
  '日',
  '\u212a',
  'ﬁ',
  '😀',
  '𝒜',
  '👩‍👩‍👧',
  '\u200f',
  'א',
];
const letter = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...characters) },
  { weight: 2, arbitrary: fc.constantFrom(...foreign, '*', '?') },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
);
const name = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));
const glob = fc
  .array(fc.oneof(letter, fc.constantFrom('*', '?', '**')), { minLength: 0, maxLength: 6 })
  .map((letters) => letters.join(''));

const domain = fc.constantFrom('example.com', 'Example.COM', 'BÜCHER.example', 'sub.example.com', '100%', 'a_b');
const email = fc.oneof(
  fc.constantFrom(null, '', '@', 'x@', '@example.com', 'no address', 'a@b@example.com', 'x@example.com '),
  domain.map((one) => `someone@${one}`),
);

const groupNames = [
  'staff',
  'STAFF',
  'Straße',
  'strasse',
  'a/b',
  '%',
  '_',
  '\u00c5ngstr\u00f6m',
  'A\u030angstr\u00f6m',
  '😀',
];
const group = fc.constantFrom(...groupNames);
const status = fc.constantFrom<UserStatus>('active', 'disabled', 'unknown');

const activity: fc.Arbitrary<ReadUser['activity']> = fc.oneof(
  instant.map((at) => ({ state: 'seen' as const, at, kind: 'login' as const, source: 'list', readAt: noon })),
  fc.constant({ state: 'never' as const, source: 'list', readAt: noon }),
  fc
    .constantFrom('no-source', 'not-covered', 'not-told', 'in-the-future', 'unreadable', 'source-failed')
    .map((reason) => ({ state: 'unknown' as const, reason }) as const),
  instant.map((at) => {
    const atLeast = { at, kind: 'page-view' as const, source: 'log', readAt: noon };
    return { state: 'unknown' as const, reason: 'source-stale' as const, atLeast };
  }),
);

/** A person as read twice: the first reading fixes since when they have been seen. */
export interface GeneratedPerson {
  readonly user: Omit<ReadUser, 'userKey'>;
  readonly firstRead: { readonly at: string; readonly status: UserStatus };
  readonly secondReadAt: string;
  readonly groups: readonly { readonly group: string; readonly direct: boolean }[];
  /** Places in the list of directories; at most one account speaks for certain. */
  readonly accounts: readonly { readonly place: number; readonly effective: boolean | null }[];
  readonly onlyLoginAt: string | null;
  readonly fieldValue: string | null;
}

export const directoryNames = ['Internal', 'LDAP ß', 'crowd'] as const;

const accounts = fc
  .tuple(
    fc.uniqueArray(fc.record({ place: fc.nat({ max: 2 }), effective: fc.constantFrom<boolean | null>(false, null) }), {
      maxLength: 3,
      selector: (one) => one.place,
    }),
    fc.nat({ max: 4 }),
  )
  .map(([found, speaker]) => found.map((one, index) => (index === speaker ? { ...one, effective: true } : one)));

const person: fc.Arbitrary<GeneratedPerson> = fc.record({
  user: fc.record({
    username: name.map((one) => one as Username),
    displayName: name,
    email,
    status,
    activity,
    createdAt: fc.option(instant),
  }),
  firstRead: fc.record({ at: instant, status }),
  secondReadAt: instant,
  groups: fc.array(fc.record({ group, direct: fc.boolean() }), { maxLength: 3 }),
  accounts,
  onlyLoginAt: fc.option(instant),
  fieldValue: fc.option(fc.oneof(name, fc.constantFrom('2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'))),
});

const knowledge = fc.constantFrom<GroupRecord['knowledge']>('complete', 'complete', 'unreadable', 'nesting-unread');
const groups: fc.Arbitrary<readonly GroupRecord[]> = fc.array(
  fc.record({ name: group, knowledge, directMembers: fc.constant(0), childGroups: fc.constant([]) }),
  { maxLength: 6 },
);

/** Globs are half of the time a username with some of its characters replaced, so that many of them match. */
function makeLeaf(people: readonly GeneratedPerson[]): fc.Arbitrary<Leaf> {
  const near = fc
    .tuple(
      fc.constantFrom(...people.map((one) => [...one.user.username])),
      fc.array(fc.constantFrom(null, null, '*', '?'), { minLength: 6, maxLength: 6 }),
    )
    .map(([letters, replacements]) => letters.map((one, index) => replacements[index] ?? one).join(''));
  const someGlobs = fc.array(
    fc.oneof(
      glob,
      near,
      near.map((one) => one.toUpperCase()),
    ),
    { maxLength: 3 },
  );
  const someNames = fc.array(
    fc.oneof(
      fc.constantFrom(...people.map((one) => one.user.username.toUpperCase())),
      fc.constantFrom('Someone@BÜCHER.example', 'x@', '', 'someone@100%'),
      fc.nat({ max: people.length - 1 }).map(keyPlaceOf),
    ),
    { maxLength: 3 },
  );
  return fc.oneof(
    days.map((inactiveDays) => ({ inactiveDays })),
    days.map((accountOlderThanDays) => ({ neverActive: { accountOlderThanDays } })),
    days.map((disabledDays) => ({ disabledDays })),
    group.map((inGroup) => ({ inGroup })),
    fc.constantFrom('active' as const, 'disabled' as const).map((wanted) => ({ status: wanted })),
    someGlobs.map((username) => ({ username })),
    fc.array(domain, { maxLength: 2 }).map((emailDomain) => ({ emailDomain })),
    someGlobs.map((displayName) => ({ displayName })),
    fc.array(fc.oneof(glob, fc.constantFrom('*@example.com', 'SOMEONE@*', '')), { maxLength: 2 }).map((one) => ({
      email: one,
    })),
    fc.array(fc.constantFrom('INTERNAL', 'ldap SS', 'LDAP ß', 'Crowd', 'none'), { maxLength: 3 }).map((some) => ({
      directory: some,
    })),
    fc.boolean().map((hasSeat) => ({ hasSeat })),
    fc.boolean().map((unsynced) => ({ unsynced })),
    someNames.map((users) => ({ users })),
    days.map((accountOlderThanDays) => ({ loggedInOnce: { accountOlderThanDays } })),
    fc.constantFrom('leavers', 'leavers', 'nothing').map((inList) => ({ inList })),
    fc
      .tuple(
        fc.constantFrom('field', 'field', 'deleted', 'nothing'),
        fc.oneof(
          someGlobs.map((is) => ({ is })),
          fc.constantFrom(
            { is: ['2026-*'] },
            { before: '2026-03-01' },
            { beforeDaysAgo: 0 },
            { after: '2026-02-28' },
            { afterDaysAgo: 1 },
            { absent: true },
            { absent: false },
          ),
        ),
      )
      .map(([key, question]) => ({ field: { key, ...question } })),
  );
}

function makeTree(leaf: fc.Arbitrary<Criteria>, depth: number): fc.Arbitrary<Criteria> {
  if (depth === 0) return leaf;
  const child = makeTree(leaf, depth - 1);
  const children = fc.array(child, { maxLength: 3 });
  return fc.oneof(
    leaf,
    children.map((all) => ({ all })),
    children.map((any) => ({ any })),
    child.map((not) => ({ not })),
  );
}

/** Stands in a tree for the key of a person, which is not known before the world is stored. */
export function keyPlaceOf(index: number): string {
  return `#${index}#`;
}

export interface GeneratedWorld {
  readonly people: readonly GeneratedPerson[];
  readonly groups: readonly GroupRecord[];
  /** How well accounts were read; null where nobody told of any. */
  readonly accounts: 'complete' | 'partial' | null;
  /** Holders by their place in the list of people; null where the snapshot knows nothing of the licence. */
  readonly licence: (Omit<Licence, 'holders'> & { readonly holders: readonly (readonly [number, boolean])[] }) | null;
  /** Whom no directory has any more: names that no list has, and places of people whom one has all the same. */
  readonly unsynced: readonly (string | number)[];
  readonly namesTold: boolean;
  /** Whether a source of logins told who came only once. */
  readonly onlyLoginsTold: boolean;
  /** Rows of a list: a name that named nobody, or the place of the person it named. */
  readonly listRows: readonly (string | number)[];
  readonly trees: readonly Criteria[];
}

function openName(people: readonly GeneratedPerson[]): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...people.map((one) => one.user.username.toUpperCase())),
    fc.constantFrom('Someone@BÜCHER.example', 'stranger', 'x@', keyPlaceOf(0)),
  );
}

const licence = fc.record({
  toldBy: fc.constantFrom('database', 'permissions', 'declared', 'assumed'),
  groups: fc.uniqueArray(
    fc.record({
      name: group,
      below: fc.uniqueArray(group.map(foldName), { maxLength: 2 }),
      complete: fc.constantFrom(true, true, false),
    }),
    { maxLength: 2, selector: ({ name: granting }) => foldName(granting) },
  ),
  holders: fc.uniqueArray(fc.tuple(fc.nat({ max: 7 }), fc.boolean()), { maxLength: 2, selector: ([index]) => index }),
});

export const world: fc.Arbitrary<GeneratedWorld> = fc
  .tuple(fc.array(person, { minLength: 1, maxLength: 8 }), groups)
  .chain(([people, known]) =>
    fc.record({
      people: fc.constant(people),
      groups: fc.constant(known),
      accounts: fc.constantFrom('complete', 'complete', 'partial', null),
      licence: fc.option(licence),
      unsynced: fc.uniqueArray(fc.oneof(fc.nat({ max: people.length - 1 }), name), { maxLength: 4 }),
      namesTold: fc.constantFrom(true, true, false),
      onlyLoginsTold: fc.constantFrom(true, true, false),
      listRows: fc.array(fc.oneof(fc.nat({ max: people.length - 1 }), openName(people)), { maxLength: 3 }),
      trees: fc.array(makeTree(makeLeaf(people), 4), { minLength: 4, maxLength: 4 }),
    }),
  );
