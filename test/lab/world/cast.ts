// How a member of the documented cast is described: one account with its past, its groups, and why it stands on the stage.
import type { Operation } from './model.ts';

export type CastMember = {
  /** What kind of trap this is; stable, for test titles. */
  readonly trap: string;
  readonly username: string;
  readonly why: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly createdDaysAgo: number;
  /** Negative lies in the future; null means no login ever. */
  readonly loginDaysAgo: number | null;
  /** False: Confluence's answers leave `lastLogin` out although the user may log in daily. */
  readonly loginTold: boolean;
  readonly active: boolean;
  readonly groups: readonly string[];
  readonly grants: readonly Operation[];
  /** Names of personal access tokens, used an hour before the lab's start. */
  readonly tokens: readonly string[];
};

type Described = Pick<CastMember, 'trap' | 'username' | 'why'> & Partial<CastMember>;

/** Fills in what a description leaves out: an active, licensed account five years old with one login 400 days ago. */
export function describeMember(described: Described): CastMember {
  return {
    displayName: described.username,
    email: `${encodeMailbox(described.username)}@example.com`,
    createdDaysAgo: 1825,
    loginDaysAgo: 400,
    loginTold: true,
    active: true,
    groups: ['confluence-users'],
    grants: [],
    tokens: [],
    ...described,
  };
}

function encodeMailbox(username: string): string {
  return encodeURIComponent(username)
    .replaceAll(/[%'()*!~]/g, '.')
    .toLowerCase();
}
