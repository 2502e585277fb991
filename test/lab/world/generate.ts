// Makes a whole site from a seed and a number of users: same seed and number, same people, whatever the day.
import { type Clock, DAY_MS } from '../clock.ts';
import { drawContractorPast, drawEmployeePast, drawLeaverPast, type Past } from './activity-curve.ts';
import type { CastMember } from './cast.ts';
import { addAccount, addDirectory, addMembership, setGrants } from './changes.ts';
import { DELICATE } from './delicate.ts';
import { DIRECTORY_CAST } from './directory-cast.ts';
import {
  CONTRACTOR_GROUP,
  CONTRACTOR_TEAMS,
  createSiteGroups,
  DEPARTMENTS,
  LICENCE_GROUP,
  NESTED_LICENCE_GROUP,
  SECOND_LICENCE_GROUP,
  type SiteGroups,
} from './group-plan.ts';
import { createWorld, type Directory, type Group, type User, type World } from './model.ts';
import { drawName } from './names.ts';
import { createRandom, type Random } from './random.ts';
import { addTwoDirectories } from './three-directories.ts';
import { issueToken } from './tokens.ts';
import { ADMIN_USERNAME, TRAPS } from './traps.ts';

const INTERNAL_DIRECTORY = 'Confluence Internal Directory';
export const COMPANY_DOMAINS = ['example.com', 'de.example.com', 'example.org'] as const;
export const CONTRACTOR_DOMAIN = 'contractors.example.net';

/** Of people seen this recently, one in a hundred comes by single sign-on and the host tells no login of theirs. */
const UNTOLD_WITHIN_MS = 30 * DAY_MS;

/** Users that exist at every size: the traps and the delicate ones. */
export const CAST_SIZE = TRAPS.length + DELICATE.length;

export type GenerateOptions = {
  seed: number;
  /** All users, the cast included; never fewer than the cast. */
  userCount: number;
  clock: Clock;
  /** Licence seats; without it, half as many again as there are users. */
  licenceSeats?: number | undefined;
  /** `three` adds a writable Crowd directory and a read-only one to the internal directory. */
  directories?: DirectoryPreset | undefined;
};

export const DIRECTORY_PRESETS = ['one', 'three'] as const;
export type DirectoryPreset = (typeof DIRECTORY_PRESETS)[number];

type Workshop = {
  world: World;
  directory: Directory;
  groups: SiteGroups;
  random: Random;
  startEpochMs: number;
  keyPrefix: string;
  logins: Map<string, number>;
};

export function generateWorld(options: GenerateOptions): World {
  const { seed, clock } = options;
  const three = options.directories === 'three';
  const userCount = Math.max(options.userCount, CAST_SIZE + (three ? DIRECTORY_CAST.length : 0));
  const internalCount = three ? Math.max(CAST_SIZE, Math.floor(userCount * 0.7)) : userCount;
  const licenceSeats = options.licenceSeats ?? Math.max(500, Math.ceil((userCount * 1.5) / 500) * 500);
  const world = createWorld({ seed, clock, licenceSeats });
  const random = createRandom(seed);
  const directory = addDirectory(world, { id: 32_769, name: INTERNAL_DIRECTORY, kind: 'internal', writable: true });
  const workshop: Workshop = {
    world,
    directory,
    groups: createSiteGroups(world, directory, internalCount),
    random,
    startEpochMs: clock.nowMs(),
    keyPrefix: `4028${random.hex(12)}`,
    logins: new Map(),
  };
  for (const member of TRAPS) addCastMember(workshop, member);
  for (const member of DELICATE) addCastMember(workshop, member);
  while (world.users.size < internalCount) addPerson(workshop);
  setGrants(world, 'anonymous', ['application/use']);
  if (three) addTwoDirectories({ world, seed, clock, userCount });
  return world;
}

/** 32 hexadecimal digits: a prefix of the site, then a running number, as Confluence makes them. */
function makeUserKey(world: World, prefix: string): string {
  return `${prefix}${world.nextNumber().toString(16).padStart(16, '0')}`;
}

function addCastMember(workshop: Workshop, member: CastMember): void {
  const { world, directory, startEpochMs } = workshop;
  const user = addAccount(
    world,
    directory,
    {
      username: member.username,
      displayName: member.displayName,
      email: member.email,
      active: member.active,
      createdEpochMs: startEpochMs - member.createdDaysAgo * DAY_MS,
      password: member.username === ADMIN_USERNAME ? `admin-${workshop.random.hex(12)}` : null,
    },
    makeUserKey(world, workshop.keyPrefix),
  );
  user.lastLoginEpochMs = member.loginDaysAgo === null ? null : Math.round(startEpochMs - member.loginDaysAgo * DAY_MS);
  user.lastLoginTold = member.loginTold;
  noteAuthentication(user);
  for (const name of member.groups) join(workshop, user, workshop.groups.find(name));
  if (member.grants.length > 0) setGrants(world, `user:${user.userKey}`, member.grants);
  for (const name of member.tokens) {
    const token = issueToken(world, user, { name, expirationDays: null, raw: makeToken(workshop.random) });
    token.lastUsedEpochMs = startEpochMs - 3_600_000;
  }
}

function addPerson(workshop: Workshop): void {
  const { random } = workshop;
  const roll = random.next();
  if (roll < 0.09) {
    const user = addAccountOf(workshop, { past: drawContractorPast(random), domain: CONTRACTOR_DOMAIN });
    join(workshop, user, workshop.groups.find(LICENCE_GROUP));
    join(workshop, user, workshop.groups.find(CONTRACTOR_GROUP));
    if (random.chance(0.5)) join(workshop, user, workshop.groups.find(random.pick(CONTRACTOR_TEAMS)));
    return;
  }
  const domain = random.pick(COMPANY_DOMAINS);
  if (roll < 0.15) {
    const user = addAccountOf(workshop, { past: drawLeaverPast(random), domain, active: false });
    if (random.chance(0.6)) join(workshop, user, workshop.groups.find(LICENCE_GROUP));
    return;
  }
  const past = drawEmployeePast(random);
  const user = addAccountOf(workshop, { past, domain });
  if (past.loginAgoMs !== null && past.loginAgoMs < UNTOLD_WITHIN_MS) user.lastLoginTold = !random.chance(0.01);
  if (!user.lastLoginTold) noteAuthentication(user);
  if (roll >= 0.18) addLicence(workshop, user);
  join(workshop, user, workshop.groups.find(random.pick(DEPARTMENTS)));
  for (let count = random.below(4); count > 0; count -= 1) join(workshop, user, random.pick(workshop.groups.teams));
}

function addLicence(workshop: Workshop, user: User): void {
  const roll = workshop.random.next();
  if (roll < 0.9) join(workshop, user, workshop.groups.find(LICENCE_GROUP));
  if (roll >= 0.84 && roll < 0.98) join(workshop, user, workshop.groups.find(SECOND_LICENCE_GROUP));
  if (roll >= 0.98) join(workshop, user, workshop.groups.find(NESTED_LICENCE_GROUP));
}

function addAccountOf(workshop: Workshop, person: { past: Past; domain: string; active?: boolean }): User {
  const { world, directory, random, startEpochMs } = workshop;
  const name = drawName(random);
  const username = makeUnique(workshop, name.login);
  const user = addAccount(
    world,
    directory,
    {
      username,
      displayName: name.displayName,
      email: `${username}@${person.domain}`,
      active: person.active ?? true,
      createdEpochMs: startEpochMs - person.past.createdAgoMs,
    },
    makeUserKey(world, workshop.keyPrefix),
  );
  user.lastLoginEpochMs = person.past.loginAgoMs === null ? null : startEpochMs - person.past.loginAgoMs;
  noteAuthentication(user);
  return user;
}

/** The directory saw the password some seconds after Confluence noted the login; who comes by single sign-on shows none. */
function noteAuthentication(user: User): void {
  const [account] = user.accounts;
  if (account === undefined) return;
  const seen = user.lastLoginTold ? user.lastLoginEpochMs : null;
  account.lastAuthenticatedEpochMs = seen === null ? null : seen + 24_802;
}

function makeUnique(workshop: Workshop, login: string): string {
  const taken = workshop.logins.get(login) ?? 0;
  workshop.logins.set(login, taken + 1);
  const username = taken === 0 ? login : `${login}${taken + 1}`;
  return workshop.world.users.has(username) ? makeUnique(workshop, `${login}.x`) : username;
}

function join(workshop: Workshop, user: User, group: Group): void {
  const account = user.accounts[0];
  if (account !== undefined) addMembership(workshop.world, user, account, group);
}

function makeToken(random: Random): string {
  return Buffer.from(random.hex(66), 'hex').toString('base64');
}
