// The users of whom the criteria could not say whether they are meant, each with what kept that open, in little room.
import { type Trace, type UnknownReason, unknownReasons } from '../criteria/matches.ts';
import type { User, UserKey, Username } from '../user.ts';

/** What is kept of one of them besides the trace. */
export interface UnknownPerson {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
}

export interface UnknownUsers {
  /** Each trace once: at a site without any source everybody shares one. */
  readonly traces: readonly Trace[];
  /** In the order of asking; `trace` is a place in `traces`. */
  readonly users: readonly (UnknownPerson & { readonly trace: number })[];
  /** One user may count under several reasons. */
  readonly byReason: Readonly<Partial<Record<UnknownReason, number>>>;
}

export interface UnknownList {
  readonly add: (user: User, trace: Trace) => void;
  readonly all: () => UnknownUsers;
}

/** Starts an empty list. */
export function listUnknown(): UnknownList {
  const places = new Map<string, number>();
  const traces: Trace[] = [];
  const users: UnknownUsers['users'][number][] = [];
  const byReason: Partial<Record<UnknownReason, number>> = {};
  return {
    add: ({ userKey, username, displayName }, whole) => {
      for (const reason of unknownReasons(whole)) byReason[reason] = (byReason[reason] ?? 0) + 1;
      const trace = keepUnknown(whole);
      const text = JSON.stringify(trace);
      const place = places.get(text) ?? traces.push(trace) - 1;
      places.set(text, place);
      users.push({ userKey, username, displayName, trace: place });
    },
    all: () => ({ traces, users, byReason }),
  };
}

/** What keeps an unknown verdict unknown, without what was found of the one user: the words for it are those of the whole. */
export function keepUnknown(trace: Trace): Trace {
  if ('leaf' in trace) return { ...trace, facts: {} };
  return { ...trace, children: trace.children.filter(({ verdict }) => verdict === 'unknown').map(keepUnknown) };
}
