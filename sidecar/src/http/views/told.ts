// Own fields and lists as the wire shows them.
import type { FieldDocument } from '../../contract/told.ts';
import type { FieldLine } from '../../services/fields.ts';
import { type RowFault, toldFaults } from '../../services/told/report.ts';
import type { UserListLine } from '../../services/user-lists.ts';

export function viewField({ key, name, kind, place, values }: FieldLine): FieldDocument {
  return { key, name, kind, place, values };
}

export function viewUserList({ name, savedAt, matched, unmatched, usedBy }: UserListLine): UserListLine {
  return { name, savedAt, matched, unmatched, usedBy };
}

/** All faults counted, the first of them told. */
export function viewFaults(faults: readonly RowFault[]): { faultCount: number; faults: readonly RowFault[] } {
  return { faultCount: faults.length, faults: faults.slice(0, toldFaults) };
}
