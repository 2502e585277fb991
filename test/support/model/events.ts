// What other people do at a small site while a product works on it, and what happens to the wires meanwhile.
import fc from 'fast-check';
import type { FaultWish } from '../../lab/wire/faults.ts';
import { copySource, feedSource } from '../../lab/world/synchronise.ts';
import { findDirectoryNamed, findUser, groupsNamed, isActive } from '../../lab/world/views.ts';
import { joinAt, leaveAt, setActiveAt } from '../lab-changes.ts';
import type { Scene } from './scene.ts';
import { administratorNames, nightlyDirectory, ordinaryNames } from './small-site.ts';

/** A change by somebody else; `toString` says which. */
export interface OthersDo {
  readonly say: string;
  readonly happen: (scene: Scene) => void;
}

const people = fc.constantFrom(...administratorNames, ...ordinaryNames);
const roleGroup = fc.constantFrom('confluence-administrators', 'platform-admins', 'site-administrators');

const setActive = fc.record({ name: people, active: fc.boolean() }).map(
  ({ name, active }): OthersDo => ({
    say: `others ${active ? 'enable' : 'disable'} ${name}`,
    happen: (scene) => changeOne(scene, name, () => setActiveAt(scene.lab, name, active)),
  }),
);

const leave = fc.record({ name: fc.constantFrom(...administratorNames), group: roleGroup }).map(
  ({ name, group }): OthersDo => ({
    say: `others take ${name} out of ${group}`,
    happen: (scene) => changeOne(scene, name, () => leaveAt(scene.lab, name, group)),
  }),
);

// The inner groups most of all: who is put there is protected, or administers, by the group around it.
const joined = fc.oneof(roleGroup, fc.constantFrom('keep', 'keep-board', 'keep-board', 'platform-admins'));

const join = fc.record({ name: people, group: joined }).map(
  ({ name, group }): OthersDo => ({
    say: `others put ${name} into ${group}`,
    happen: (scene) => changeOne(scene, name, () => joinAt(scene.lab, name, group)),
  }),
);

/** A sign-in moves the last login and nothing else; whoever is disabled cannot. */
const login = people.map(
  (name): OthersDo => ({
    say: `${name} signs in`,
    happen: ({ lab }) => {
      const user = findUser(lab.world, name);
      if (user !== undefined && isActive(user)) user.lastLoginEpochMs = lab.clock.nowMs();
    },
  }),
);

const night = fc.constant<OthersDo>({
  say: 'the night brings back everybody of the other directory',
  happen: ({ lab, witness }) => {
    const directory = findDirectoryNamed(lab.world, nightlyDirectory);
    if (directory?.source == null) return;
    const { source } = directory;
    witness.letOthers(
      [...directory.accounts.values()].map(({ username }) => username),
      () => {
        feedSource(source, true);
        copySource(lab.world, directory);
      },
    );
  },
});

export const anyOthersDo: fc.Arbitrary<OthersDo> = fc.oneof(
  setActive,
  leave,
  { arbitrary: join, weight: 3 },
  login,
  night,
);

/** Faults that strike a few times, then the wire is well again. */
export const anyFault: fc.Arbitrary<FaultWish> = fc
  .record({
    kind: fc.constantFrom('lost-answer', 'status', 'reset'),
    method: fc.constantFrom('GET', 'PUT', 'DELETE'),
    count: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ method, ...rest }) => ({ ...rest, match: { method }, share: 0.5 }));

function changeOne({ lab, witness }: Scene, name: string, change: () => void): void {
  if (findUser(lab.world, name) === undefined || groupsNamed(lab.world, 'keep').length === 0) return;
  witness.letOthers([name], change);
}
