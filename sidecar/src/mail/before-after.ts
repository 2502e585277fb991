// What a user was and what the planned steps come to, in the words of the API: for the body of a mail and for its table.
import { type AfterImage, imageAfter } from '../domain/plan/after-image.ts';
import type { BeforeImage } from '../domain/plan/before-image.ts';
import type { ReportedUser } from '../domain/report.ts';
import { count } from './counts.ts';

/** The user after the planned steps. */
export function imageOf({ before, steps }: Pick<ReportedUser, 'before' | 'steps'>): AfterImage {
  const told = steps.flatMap(({ change, disposition }) => (disposition === undefined ? [] : [{ change, disposition }]));
  return imageAfter(before, told);
}

/** One line: "active, 3 groups, takes a seat". */
export function wordState({
  status,
  directGroups,
  groupsIncomplete,
  seat,
}: Pick<BeforeImage | AfterImage, 'status' | 'directGroups' | 'groupsIncomplete' | 'seat'>): string {
  return [
    status === 'unknown' ? 'status unknown' : status,
    ...(status === 'deleted' ? [] : [wordGroups(directGroups.length, groupsIncomplete === true)]),
    ...wordSeat(seat),
  ].join(', ');
}

function wordGroups(known: number, incomplete: boolean): string {
  if (incomplete && known === 0) return 'groups not known';
  return `${incomplete ? 'at least ' : ''}${known === 1 ? '1 group' : `${count(known)} groups`}`;
}

/** The names in one cell; where others may be missing, that stands behind them. */
export function listGroups({
  directGroups,
  groupsIncomplete,
}: Pick<BeforeImage | AfterImage, 'directGroups' | 'groupsIncomplete'>): string {
  if (groupsIncomplete === undefined) return directGroups.join('; ');
  return [...directGroups, directGroups.length === 0 ? '(not known)' : '(others not known)'].join('; ');
}

function wordSeat(seat: AfterImage['seat']): string[] {
  switch (seat) {
    case undefined:
      return [];
    case 'yes':
      return ['takes a seat'];
    case 'no':
      return ['no seat'];
    case 'unknown':
      return ['seat not known'];
  }
}

/** What is planned, or null where the user stays as they were. */
export function wordPlanned(user: Pick<ReportedUser, 'before' | 'steps'>): string | null {
  const after = imageOf(user);
  const { before } = user;
  const moved = after.addedGroups.length + after.removedGroups.length > 0;
  const same = after.status === before.status && !moved && (after.seat ?? null) === (before.seat ?? null);
  return same ? null : wordState(after);
}
