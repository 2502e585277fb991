// Who counts as protected in the figures of everybody: the same for the first page, the history and whoever counts next.
import { foldName, type UserKey } from './user.ts';

/** Who was last active at least so many days ago, or never in an account at least that old, counts as inactive. */
export const inactiveAfterDays = 90;

export interface ProtectedInput {
  /** Those in force now. */
  readonly exemptions: readonly {
    readonly subject: 'user' | 'group';
    readonly name: string;
    readonly userKey: UserKey | null;
  }[];
  /** Groups that give rights in this product. */
  readonly roleGroups: {
    readonly administrators: readonly string[];
    readonly operators: readonly string[];
    readonly auditors: readonly string[];
    readonly helpdesk: readonly string[];
  };
}

/** Exempt, or in a group that has a role in this product; groups by their folded names. */
export function whoIsProtected({ exemptions, roleGroups }: ProtectedInput): {
  readonly protectedUsers: readonly UserKey[];
  readonly protectedGroups: readonly string[];
} {
  const { administrators, operators, auditors, helpdesk } = roleGroups;
  const exemptGroups = exemptions.flatMap(({ subject, name }) => (subject === 'group' ? [name] : []));
  return {
    protectedUsers: exemptions.flatMap(({ userKey }) => userKey ?? []),
    protectedGroups: [...administrators, ...operators, ...auditors, ...helpdesk, ...exemptGroups].map(foldName),
  };
}
