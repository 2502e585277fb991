// Finds out which groups grant a seat while the rest of a snapshot is read, and counts the seats once everything is there.
import { HostFailure, type HostUser, type LicencePort, type LicenceSources } from '../adapters/ports.ts';
import { countSeats, type LicenceFinding } from '../domain/licence/figures.ts';
import { defaultLicenceGroup, joinLicence, type LicenceWitness, type ToldLicence } from '../domain/licence/licence.ts';
import type { UserKey } from '../domain/user.ts';
import type { GroupReading } from './snapshot-groups.ts';

export interface LicenceWork {
  readonly sources: LicenceSources;
  /** The groups the configuration names; null where it names none. */
  readonly declared: readonly string[] | null;
}

export interface SnapshotLicence {
  /** Resolves when everybody has been asked. A witness that fails is named, and holds no snapshot up. */
  readonly judge: (
    users: readonly HostUser[],
    groups: Pick<GroupReading, 'groups' | 'membersOf'>,
  ) => Promise<LicenceFinding>;
}

/** Starts asking who grants at once; how many seats the host counts is asked last, when everybody who came meanwhile is in it. */
export function readLicence({ sources, declared }: LicenceWork): SnapshotLicence {
  const asking = askWitnesses(sources.witnesses);
  // Heard by `judge`; where it never gets there, another fault came first.
  asking.catch(() => undefined);
  return {
    judge: async (users, { groups, membersOf }) => {
      const counting = sources.count();
      const { believed, asked } = await asking;
      const { toldBy, told } = believed ?? standIn(declared);
      const licence = joinLicence({ toldBy, told, groups, users });
      const groupsOf = new Map<UserKey, string[]>();
      for (const name of new Set(licence.groups.flatMap((group) => [group.name, ...group.below]))) {
        for (const userKey of membersOf(name)) {
          const names = groupsOf.get(userKey);
          if (names === undefined) groupsOf.set(userKey, [name]);
          else names.push(name);
        }
      }
      const facts = users.map(({ userKey, status }) => ({
        userKey,
        status,
        directGroups: groupsOf.get(userKey) ?? [],
      }));
      const figures = countSeats(licence, facts);
      return { licence, figures, host: await counting, asked };
    },
  };
}

interface Believed {
  readonly toldBy: LicenceWitness;
  readonly told: ToldLicence;
}

/** Asks one after the other: who comes later is asked only where nobody before told. */
async function askWitnesses(witnesses: readonly LicencePort[]) {
  const asked: LicenceFinding['asked'][number][] = [];
  for (const { witness, read } of witnesses) {
    const told = await hear(read);
    const failure = typeof told === 'string' ? told : null;
    asked.push({ witness, failure });
    if (typeof told !== 'string') return { believed: { toldBy: witness, told } satisfies Believed, asked };
  }
  return { believed: null, asked };
}

/** The word, or the code of why there is none. */
async function hear(read: LicencePort['read']): Promise<ToldLicence | string> {
  try {
    return (await read()) ?? 'host_capability_absent';
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return error.code;
  }
}

function standIn(declared: readonly string[] | null): Believed {
  const names = declared ?? [defaultLicenceGroup];
  const groups = names.map((name) => ({ name, below: null }));
  return { toldBy: declared === null ? 'assumed' : 'declared', told: { groups, users: [], displayNames: [] } };
}
