// What a plan does to the licence, in one sentence: seats freed, kept and through what, never had, taken, not known.
import type { LicenceWitness } from '../domain/licence/licence.ts';
import type { PlanSeats } from '../domain/licence/plan-seats.ts';
import { count, countUsers } from './counts.ts';
import { isolate, toOneLine } from './plain.ts';

/** Groups named at most; what the others keep is summed up. */
const namedGroups = 3;

const trust: Readonly<Record<LicenceWitness, string>> = {
  database: '',
  permissions: '',
  declared: ' (by the licence groups that were declared)',
  assumed: ' (assuming that only confluence-users gives a seat: nobody told)',
};

/** Null where the plan changes nobody, or nothing is known of the licence. */
export function wordSeats(seats: PlanSeats | null | undefined): string | null {
  if (seats === null || seats === undefined || seats.actedUpon === 0) return null;
  const { actedUpon, freed, kept, none, taken, unknown, toldBy } = seats;
  const parts = [
    `${freed === 0 ? 'none' : count(freed)} ${freed === 1 ? 'frees' : 'free'} a seat of the licence`,
    ...some(kept, `${kept === 1 ? 'keeps' : 'keep'} one ${wordKeepers(seats)}`),
    ...some(taken, `${taken === 1 ? 'takes' : 'take'} a seat`),
    ...some(none, 'had none'),
    ...(unknown === 0 ? [] : [`for ${count(unknown)} it is not known`]),
  ];
  if (freed === actedUpon) return `By the plan, ${wordAll(freed)} a seat of the licence${trust[toldBy]}.`;
  return `By the plan, of ${countUsers(actedUpon)} ${parts.join(', ')}${trust[toldBy]}.`;
}

function wordAll(users: number): string {
  return users === 1 ? 'the one user frees' : `all ${countUsers(users)} free`;
}

function some(users: number, words: string): string[] {
  return users === 0 ? [] : [`${count(users)} ${words}`];
}

function wordKeepers({ kept, keptThrough }: PlanSeats): string {
  const words = keptThrough.slice(0, namedGroups).map(({ group, users }) => {
    const keeper = group === null ? 'by a permission of their own' : `through ${isolate(toOneLine(group))}`;
    return keptThrough.length === 1 && users === kept ? keeper : `${keeper} (${count(users)})`;
  });
  const more = keptThrough.length - words.length;
  return [...words, ...(more === 0 ? [] : [`through ${count(more)} more`])].join(', ');
}
