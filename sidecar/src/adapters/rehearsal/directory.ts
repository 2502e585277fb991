// The rehearsal of one directory: reads pass, writes are only recorded, and later reads show what they would have done.
import { foldName, type Username } from '../../domain/user.ts';
import { applyStateChange } from '../apply-state-change.ts';
import { type DirectoryAccount, type DirectoryReadPort, HostFailure } from '../ports.ts';
import type { AccountTarget, AccountUpdate, DirectoryWritePort, NewAccount, WriteResult } from '../writes.ts';

export interface DirectoryRehearsal {
  readonly reads: DirectoryReadPort;
  readonly writes: DirectoryWritePort;
}

const rehearsed: WriteResult = { kind: 'rehearsed' };

/** What the recorded writes would have made of one account, by its folded name. */
interface Pretence {
  /** The account as it would be; null where it would be gone; undefined while only its groups were touched. */
  account: DirectoryAccount | null | undefined;
  /** Folded group name to the name as written; null where the membership was taken. */
  readonly groups: Map<string, string | null>;
}

/** Wraps the reads of a directory. Nothing leaves the process by the writes given back. */
export function rehearseDirectory(reads: DirectoryReadPort): DirectoryRehearsal {
  const pretences = new Map<string, Pretence>();
  const groupsMade = new Map<string, string>();

  const pretenceOf = (username: string): Pretence => {
    const folded = foldName(username);
    const known = pretences.get(folded) ?? { account: undefined, groups: new Map() };
    pretences.set(folded, known);
    return known;
  };
  const readAccount = async (username: string): Promise<DirectoryAccount | null> => {
    const pretended = pretences.get(foldName(username))?.account;
    return pretended === undefined ? reads.readAccount(username) : pretended;
  };
  const readGroup: DirectoryReadPort['readGroup'] = async (name) => {
    const made = groupsMade.get(foldName(name));
    return made === undefined ? reads.readGroup(name) : { name: made, description: null };
  };
  /** Lets a write go on with the account as it would be now; refuses as the directory would. */
  const onAccount = async (
    { username, key }: AccountTarget,
    pretend: (account: DirectoryAccount, pretence: Pretence) => WriteResult | Promise<WriteResult>,
  ): Promise<WriteResult> => {
    try {
      const account = await readAccount(username);
      if (account === null) return { kind: 'refused', code: 'crowd_user_not_found', status: null };
      const replaced = key !== null && account.key !== key;
      if (replaced) return { kind: 'refused', code: 'crowd_account_replaced', status: null };
      return await pretend(account, pretenceOf(username));
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      return { kind: 'refused', code: error.code, status: error.status };
    }
  };
  const update = (target: AccountTarget, change: AccountUpdate) =>
    onAccount(target, (account, pretence) => {
      pretence.account = { ...account, ...withoutActive(change), ...statusOf(change) };
      return rehearsed;
    });
  const setAttributes = (target: AccountTarget, change: (attributes: Map<string, readonly string[]>) => void) =>
    onAccount(target, (account, pretence) => {
      const attributes = new Map(account.attributes);
      change(attributes);
      pretence.account = { ...account, attributes };
      return rehearsed;
    });
  const nothing = (target: AccountTarget) => onAccount(target, () => rehearsed);

  const writes: DirectoryWritePort = {
    apply: (target, change) => applyStateChange(writes, target, change),
    createAccount: async (account) => {
      if ((await readAccount(account.username)) !== null) {
        return { kind: 'refused', code: 'crowd_name_taken', status: null };
      }
      const pretence = pretenceOf(account.username);
      pretence.account = toAccount(account);
      pretence.groups.clear();
      return rehearsed;
    },
    updateAccount: update,
    deleteAccount: (target) =>
      onAccount(target, (_account, pretence) => {
        pretence.account = null;
        return rehearsed;
      }),
    addToGroup: (target, group) =>
      onAccount(target, async (_account, pretence) => {
        const found = await readGroup(group);
        if (found === null) return { kind: 'refused', code: 'crowd_group_not_found', status: null };
        pretence.groups.set(foldName(group), found.name);
        return rehearsed;
      }),
    removeFromGroup: (target, group) =>
      onAccount(target, (_account, pretence) => {
        pretence.groups.set(foldName(group), null);
        return rehearsed;
      }),
    ensureGroup: async ({ name }) => {
      if ((await readGroup(name)) === null) groupsMade.set(foldName(name), name);
      return rehearsed;
    },
    setAttributes: (target, attributes) =>
      setAttributes(target, (known) => {
        for (const [name, values] of attributes) known.set(name, values);
      }),
    removeAttribute: (target, name) => setAttributes(target, (known) => known.delete(name)),
    setPassword: nothing,
    mailPasswordReset: nothing,
    endSessions: nothing,
  };

  return {
    writes,
    reads: {
      ...reads,
      readAccount,
      readGroup,
      listAccounts: async function* () {
        const met = new Set<string>();
        for await (const page of reads.listAccounts()) {
          for (const { username } of page) met.add(foldName(username));
          yield page.flatMap((account) => {
            const pretended = pretences.get(foldName(account.username))?.account;
            return pretended === undefined ? [account] : (pretended ?? []);
          });
        }
        yield [...pretences].flatMap(([folded, { account }]) => (met.has(folded) ? [] : (account ?? [])));
      },
      listMembers: async function* (group, depth) {
        const folded = foldName(group);
        const met = new Set<string>();
        for await (const page of reads.listMembers(group, depth)) {
          for (const username of page) met.add(foldName(username));
          yield page.filter((username) => isStillIn(pretences.get(foldName(username)), folded));
        }
        yield [...pretences].flatMap(([name, { account, groups }]) =>
          met.has(name) || account === null || (groups.get(folded) ?? null) === null ? [] : [account?.username ?? name],
        );
      },
      readGroupsOf: async (username, depth) => {
        const pretence = pretences.get(foldName(username));
        if (pretence === undefined) return reads.readGroupsOf(username, depth);
        if (pretence.account === null) {
          throw new HostFailure('crowd_user_not_found', { request: 'GET /user/group/direct?username=' });
        }
        const present = (await reads.readAccount(username)) === null ? [] : await reads.readGroupsOf(username, depth);
        return overlay(present, pretence.groups);
      },
    },
  };
}

function isStillIn(pretence: Pretence | undefined, foldedGroup: string): boolean {
  if (pretence === undefined) return true;
  return pretence.account !== null && pretence.groups.get(foldedGroup) !== null;
}

function withoutActive({ active: _active, ...rest }: AccountUpdate): Omit<AccountUpdate, 'active'> {
  return rest;
}

function statusOf({ active }: AccountUpdate): Partial<Pick<DirectoryAccount, 'status'>> {
  return active === undefined ? {} : { status: active ? 'active' : 'disabled' };
}

/** An account that is only pretended has no key: nothing real could be compared with it. */
function toAccount({ username, firstName, lastName, displayName, email, active }: NewAccount): DirectoryAccount {
  return {
    key: null,
    directoryId: null,
    username: username as Username,
    firstName,
    lastName,
    displayName,
    email,
    status: active ? 'active' : 'disabled',
    createdAt: null,
    updatedAt: null,
    attributes: new Map(),
    lastAuthenticated: undefined,
    lastActive: undefined,
  };
}

function overlay(groups: readonly string[], pretended: ReadonlyMap<string, string | null>): string[] {
  const kept = groups.filter((group) => pretended.get(foldName(group)) !== null);
  const known = new Set(kept.map(foldName));
  const added = [...pretended].flatMap(([folded, group]) => (group === null || known.has(folded) ? [] : [group]));
  return [...kept, ...added];
}
