// Spaces and who administers them by a grant there: a few with a purpose, others drawn from the seed, personal ones besides.
import { foldName, type User, type World } from './model.ts';
import { createRandom } from './random.ts';
import { findUser } from './views.ts';

export type Space = {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly type: 'global' | 'personal';
  /** Keys of users, and names of groups. */
  readonly administrators: { readonly users: readonly string[]; readonly groups: readonly string[] };
};

/** What tests rely on: who is alone, who is not, and by what. */
const PURPOSEFUL: readonly { key: string; users: readonly string[]; groups: readonly string[] }[] = [
  { key: 'SOLO', users: ['no.email'], groups: [] },
  { key: 'PAIR', users: ['show.rtl', 'show.break'], groups: [] },
  { key: 'LEFT', users: ['show.formula', 'disabled.idle'], groups: [] },
  { key: 'TEAM', users: ['show.markup'], groups: ['confluence-administrators'] },
  { key: 'GONE', users: [], groups: ['empty-group'] },
];
const OTHERS = ['DS', 'ENG', 'HR', 'IT', 'LAW', 'OPS', 'QA', 'SALES'] as const;

/** Has a personal space besides every tenth user. */
const PERSONAL_OWNER = 'two.licences.idle';

/** In the order of their keys. Nothing is kept: everything follows from the seed and the users there are. */
export function listSpaces(world: World): Space[] {
  const known = world.spaces ?? growSpaces(world);
  world.spaces = known;
  return known;
}

export function findSpace(world: World, key: string): Space | undefined {
  const folded = foldName(key);
  return listSpaces(world).find((space) => foldName(space.key) === folded);
}

function growSpaces(world: World): Space[] {
  const random = createRandom(world.seed + 4711);
  const users = [...world.usersByKey.values()];
  const keysOf = (names: readonly string[]) => names.flatMap((name) => findUser(world, name)?.userKey ?? []);
  const grown = [
    ...PURPOSEFUL.map(({ key, users: names, groups }) => ({ key, users: keysOf(names), groups })),
    ...OTHERS.map((key) => ({
      key,
      users: [random.pick(users).userKey, random.pick(users).userKey],
      groups: ['confluence-administrators'],
    })),
  ].map(({ key, ...administrators }) => ({ key, name: `Space ${key}`, type: 'global' as const, administrators }));
  const personal = users
    .filter((user, index) => index % 10 === 9 || user.username === PERSONAL_OWNER)
    .map(growPersonal);
  return [...grown, ...personal]
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map((space, index) => ({ id: 98_305 + index, ...space }));
}

function growPersonal({ username, userKey }: User): Omit<Space, 'id'> {
  const administrators = { users: [userKey], groups: [] };
  return { key: `~${username}`, name: username, type: 'personal', administrators };
}
