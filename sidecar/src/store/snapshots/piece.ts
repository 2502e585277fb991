// One piece of what a snapshot read, as it may be handed to another thread, and how it is written.
import type { Instant } from '../../domain/user.ts';
import type { AccountRecord, DirectoryFault } from '../accounts.ts';
import type { Rest } from '../slices.ts';
import type { GroupRecord, ReadUser } from '../snapshots.ts';
import type { Rows } from '../tables.ts';
import { addAccounts } from './accounts.ts';
import { addGroups, addMemberships, addUsers, type NewMembership } from './add.ts';
import { addDirectoryFaults } from './directory-faults.ts';

export type Piece =
  | {
      readonly kind: 'users';
      readonly snapshotId: number;
      readonly rows: readonly ReadUser[];
      readonly readAt: Instant;
    }
  | { readonly kind: 'groups'; readonly snapshotId: number; readonly rows: readonly GroupRecord[] }
  | {
      readonly kind: 'memberships';
      readonly snapshotId: number;
      readonly rows: readonly NewMembership[];
      /** Whether everybody in them is known to be in the snapshot. */
      readonly usersAdded: boolean;
    }
  | { readonly kind: 'accounts'; readonly snapshotId: number; readonly rows: readonly AccountRecord[] }
  | { readonly kind: 'directory-faults'; readonly snapshotId: number; readonly rows: readonly DirectoryFault[] };

/** Writes a piece slice by slice, with a rest after each. */
export async function writePiece(rows: Rows, piece: Piece, rest?: Rest): Promise<void> {
  const { snapshotId } = piece;
  const pace = rest === undefined ? {} : { rest };
  switch (piece.kind) {
    case 'users':
      return addUsers(rows, { snapshotId, users: piece.rows, readAt: piece.readAt, ...pace });
    case 'groups':
      return addGroups(rows, snapshotId, piece.rows);
    case 'memberships': {
      const { rows: memberships, usersAdded } = piece;
      return addMemberships(rows, { snapshotId, memberships, usersAdded, ...pace });
    }
    case 'accounts':
      return addAccounts(rows, { snapshotId, records: piece.rows, ...pace });
    case 'directory-faults':
      return addDirectoryFaults(rows, { snapshotId, faults: piece.rows, ...pace });
  }
}
