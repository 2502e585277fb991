// A lab with three directories for tests of moves: people to be moved, and where they are found afterwards.
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Action } from '../../../sidecar/src/domain/action.ts';
import type { PolicyDefinition } from '../../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../../lab/lab.ts';
import { findUser } from '../../lab/world/views.ts';
import {
  accountAt,
  configureDirectories,
  type DirectoryNames,
  groupsAt,
  namesOfDirectories,
} from '../../support/directories.ts';
import { buildPolicy, type Sidecar, startSidecar } from '../../support/sidecar.ts';

export interface Whole {
  readonly groups: readonly string[];
  readonly userKey: string;
}

export interface TransferStage {
  readonly lab: () => Lab;
  readonly names: () => DirectoryNames;
  /** Closed after the test. */
  readonly open: (more?: Partial<Parameters<typeof startSidecar>[0]>) => Promise<Sidecar>;
  readonly closeLater: (close: () => Promise<void>) => void;
  /** An ordinary person of the internal directory alone; somebody else each time. */
  readonly takePerson: () => string;
  readonly stateOf: (username: string) => Whole;
  /** The directories put nobody into a group any more: a move fails halfway. */
  readonly refuseGroups: () => void;
  /** Expects the user to be whole in exactly one of the two directories, and says in which. */
  readonly whereIs: (username: string, before: Whole) => 'source' | 'target';
  /** Writes that reached Crowd, as `METHOD path`. */
  readonly writes: () => string[];
}

/** Registers hooks for one file of tests. */
export function setTransferStage(): TransferStage {
  let lab: Lab | null = null;
  const used = new Set<string>();
  const closers: (() => Promise<void>)[] = [];
  const requireLab = (): Lab => {
    if (lab === null) throw new Error('the lab is not open');
    return lab;
  };
  const names = () => namesOfDirectories(requireLab());
  beforeAll(async () => {
    lab = await startLab({ users: 260, directories: 'three', checkAnswers: false, synchroniseEveryMinutes: 0 });
  });
  afterAll(async () => lab?.close());
  beforeEach(() => {
    requireLab().wire.log.clear();
    requireLab().wire.faults.clear();
  });
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });
  return {
    lab: requireLab,
    names,
    closeLater: (close) => closers.push(close),
    open: async (more = {}) => {
      const overrides = { synchronisationWaitMs: 0 };
      const sidecar = await startSidecar({
        lab: requireLab(),
        overrides,
        ...configureDirectories(requireLab()),
        ...more,
      });
      closers.push(sidecar.close);
      return sidecar;
    },
    takePerson: () => {
      const name = [...requireLab().world.users.keys()].find((one) => !used.has(one) && isOrdinary(requireLab(), one));
      if (name === undefined) throw new Error('nobody is left to be moved');
      used.add(name);
      return name;
    },
    refuseGroups: () => {
      requireLab().wire.faults.add({
        match: { method: 'POST', path: '**/user/group/direct', service: 'crowd' },
        kind: 'status',
        status: 403,
        body: '{"reason":"APPLICATION_PERMISSION_DENIED","message":"no"}',
        headers: { 'content-type': 'application/json' },
      });
    },
    stateOf: (username) => ({
      groups: groupsAt(requireLab(), names().internal, username),
      userKey: findUser(requireLab().world, username)?.userKey ?? '',
    }),
    whereIs: (username, before) => {
      const source = accountAt(requireLab(), names().internal, username);
      const target = accountAt(requireLab(), names().crowd, username);
      expect([source, target].filter((account) => account !== undefined)).toHaveLength(1);
      const place = source === undefined ? 'target' : 'source';
      const directory = place === 'source' ? names().internal : names().crowd;
      expect(groupsAt(requireLab(), directory, username)).toEqual(before.groups);
      expect((source ?? target)?.active).toBe(true);
      expect(findUser(requireLab().world, username)?.userKey).toBe(before.userKey);
      return place;
    },
    writes: () => {
      const arrived = requireLab().wire.log.list();
      return arrived
        .filter(({ service, method }) => service === 'crowd' && method !== 'GET')
        .map(({ method, path }) => `${method} ${path.replace(/^.*\/usermanagement\/1/, '')}`);
    },
  };
}

/** Alone in the internal directory, active, in a few groups that give no rights. */
function isOrdinary(lab: Lab, name: string): boolean {
  const user = lab.world.users.get(name);
  const [account, ...others] = user?.accounts ?? [];
  if (account === undefined || others.length > 0 || user?.username !== name || !account.active) return false;
  const groups = [...account.groups].map((group) => group.name);
  if (groups.length < 2 || groups.length > 4 || groups.some((group) => /admin/.test(group))) return false;
  return account.directory === lab.world.directories[0] && /^(?!admin)[a-z]+\.[a-z]+\d*$/.test(name);
}

/** A policy for one user. */
function only(username: string, actions: readonly Action[]): PolicyDefinition {
  return buildPolicy({ criteria: { username: [username] }, actions });
}

/** A policy that moves one user; groups the target lacks are made unless told otherwise. */
export function move(username: string, from: string, to: string, more: object = {}): PolicyDefinition {
  const order = { from, to, missingGroups: 'create', mailPasswordReset: false, ...more } as const;
  return only(username, [{ moveToDirectory: order }]);
}
