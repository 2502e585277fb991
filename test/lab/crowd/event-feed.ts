// The feed of changes: what happened in which directory, numbered, kept for a while, asked for by a token.
import type { AttributeChange, Change } from '../world/change.ts';
import type { Account, Directory, Group } from '../world/model.ts';

export type EventKind = 'CREATED' | 'UPDATED' | 'DELETED';

export type FeedEvent =
  | {
      readonly kind: 'user';
      readonly operation: EventKind;
      readonly directory: Directory;
      readonly account: Account;
      readonly attribute: AttributeChange | null;
    }
  | {
      readonly kind: 'group';
      readonly operation: EventKind;
      readonly directory: Directory;
      readonly group: Group;
      readonly attribute: AttributeChange | null;
    }
  | {
      readonly kind: 'user-membership';
      readonly operation: EventKind;
      readonly directory: Directory;
      readonly account: Account;
      readonly group: Group;
    }
  | {
      readonly kind: 'group-membership';
      readonly operation: EventKind;
      readonly directory: Directory;
      readonly child: Group;
      readonly parent: Group;
    };

export type EventFeed = {
  readonly note: (change: Change) => void;
  /** Names the present; events after it can be asked for with it. */
  readonly currentToken: () => string;
  /** Null if the token is not of this feed or too old. */
  readonly listSince: (token: string) => readonly FeedEvent[] | null;
  /** Makes every token given so far too old. */
  readonly forget: () => void;
};

const MOST_KEPT = 10_000;
const OPERATIONS = { added: 'CREATED', updated: 'UPDATED', removed: 'DELETED' } as const;

export function createEventFeed(name: string): EventFeed {
  let events: FeedEvent[] = [];
  let dropped = 0;
  let era = 1;
  return {
    note: (change) => {
      const event = translate(change);
      if (event === undefined) return;
      events.push(event);
      if (events.length <= MOST_KEPT) return;
      dropped += MOST_KEPT / 2;
      events = events.slice(MOST_KEPT / 2);
    },
    currentToken: () => `${name}-${era}:${dropped + events.length}`,
    listSince: (token) => {
      const [, number] = new RegExp(`^${name}-${era}:(\\d{1,15})$`).exec(token) ?? [];
      const since = Number(number) - dropped;
      return number === undefined || since < 0 || since > events.length ? null : events.slice(since);
    },
    forget: () => {
      era += 1;
      dropped += events.length;
      events = [];
    },
  };
}

function translate(change: Change): FeedEvent | undefined {
  switch (change.kind) {
    case 'account': {
      const { account, what, attribute = null } = change;
      return { kind: 'user', operation: OPERATIONS[what], directory: account.directory, account, attribute };
    }
    case 'group': {
      const { group, what, attribute = null } = change;
      return { kind: 'group', operation: OPERATIONS[what], directory: group.directory, group, attribute };
    }
    case 'membership': {
      const { account, group, what } = change;
      return { kind: 'user-membership', operation: OPERATIONS[what], directory: group.directory, account, group };
    }
    case 'nesting': {
      const { child, parent, what } = change;
      return { kind: 'group-membership', operation: OPERATIONS[what], directory: parent.directory, child, parent };
    }
    default:
      return undefined;
  }
}
