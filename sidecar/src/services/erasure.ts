// Erasing one person on request: what must be so before, what goes, and what remains and why.
import { nameOfNewcomer } from '../domain/newcomer.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { KnownPerson, PersonErased } from '../store/erasure.ts';
import { SeveralPeopleError } from '../store/errors.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface Remainder {
  readonly code: string;
  /** One sentence for people: what is still there, and why. */
  readonly message: string;
}

export interface Erasure extends PersonErased {
  readonly remains: readonly Remainder[];
}

/**
 * Throws `person_not_known`, `person_ambiguous`, `person_still_active` while the newest reading shows them in use, `person_needed` while a run or an
 * approval in waves needs them, and `person_is_yourself`.
 */
export async function erasePerson(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { user, actor }: { user: string; actor: Actor },
): Promise<Erasure> {
  const found = await findPerson(store, user);
  if (found === null) throw new ProductError('person_not_known');
  if (isYourself(found, actor)) throw new ProductError('person_is_yourself');
  const person = leaveName(found, actor.username);
  if (person.listed?.status === 'active') throw new ProductError('person_still_active');
  if (person.neededBy.length > 0) {
    const details = person.neededBy.map((run) => ({ path: `runs/${run}`, message: 'still needs this person' }));
    throw new ProductError('person_needed', details);
  }
  const { retention } = await store.settings.all();
  const keptDays = retention.beforeImageDays;
  const erased = await store.erasure.erase({ person, by: actor.username, at: clock.now(), keptDays });
  return { ...erased, remains: listRemains({ person, erased, snapshotDays: retention.snapshotDays }) };
}

/** Whoever had one's name before has another key; only where either key is not known does the name tell. */
function isYourself({ userKey, names }: KnownPerson, actor: Actor): boolean {
  const bothKnown = userKey !== null && nameOfNewcomer(userKey as UserKey) === null && actor.userKey !== '';
  if (bothKnown) return userKey === actor.userKey;
  return names.some((name) => foldName(name) === foldName(actor.username));
}

/** The name of whoever asks is theirs now, whether or not a reading has shown it: what stands under it alone stays. */
function leaveName(person: KnownPerson, username: string): KnownPerson {
  const name = foldName(username);
  const { names, displayNames, addresses, shared } = person;
  const said = [...names, ...displayNames, ...addresses].some((word) => foldName(word) === name);
  return said ? { ...person, shared: [...new Set([...shared, name])] } : person;
}

async function findPerson(store: ServiceContext['store'], user: string): Promise<KnownPerson | null> {
  try {
    return await store.erasure.find(user);
  } catch (error) {
    if (!(error instanceof SeveralPeopleError)) throw error;
    const details = error.userKeys.map((key) => ({ path: `users/${key}`, message: 'has had this name' }));
    throw new ProductError('person_ambiguous', details);
  }
}

function listRemains({
  person,
  erased: { namedIn },
  snapshotDays,
}: {
  person: KnownPerson;
  erased: PersonErased;
  snapshotDays: number;
}): Remainder[] {
  return [
    {
      code: 'salted-hashes',
      message:
        'Plans and the audit trail hold hashes made with salts that are erased, so that digests still hold; nobody can test a name against them.',
    },
    {
      code: 'person-hash',
      message:
        'The line of this erasure in the audit trail holds a hash of the user key, made with the salt of this installation, so that the same request is recognised.',
    },
    ...(person.userKey === null
      ? []
      : [
          {
            code: 'user-key',
            message: `Confluence's user key, which is no name, stays in snapshots for up to ${snapshotDays} days, and in what tells known users from new ones: without it policies for new users could act on them.`,
          },
        ]),
    ...(person.listed === null
      ? []
      : [
          {
            code: 'still-listed',
            message:
              'Confluence still lists them, not in use: what it tells of them comes back with the next reading. Anonymise or delete them there.',
          },
        ]),
    ...(person.shared.length === 0
      ? []
      : [
          {
            code: 'name-of-another',
            message:
              "A name or an address of theirs is another user's by now, or a newcomer was asked for under it since the last reading. What stands under it without a user key was left: it may be the other's, and forgetting their last use, say, could hurt them.",
          },
        ]),
    ...(namedIn.length === 0
      ? []
      : [
          {
            code: 'policies',
            message:
              'Versions of policies name them, and never change: write new versions without them, and retire the old.',
          },
        ]),
    {
      code: 'free-text',
      message:
        'Reasons of decisions and of exemptions lost whole usernames, names and addresses of three letters or more, and say so where these stood: an ordinary word of the same letters went too, and so did a namesake. What speaks of the person otherwise stays, and so does what was typed elsewhere: descriptions of policies, values of other users, names of lists, views and tokens.',
    },
    {
      code: 'elsewhere',
      message:
        'Mails that were delivered, exports, backups, the log of the process and Confluence itself are not reached from here.',
    },
  ];
}
