// Confluence's database as a witness of the licence: who holds "can use", with every group nested in those that do.
import type { ToldGrant, ToldLicence } from '../../domain/licence/licence.ts';
import type { ConfluenceDatabasePort, DatabaseGroup, DatabaseReading, LicencePort } from '../ports.ts';

export function openDatabaseLicence(database: ConfluenceDatabasePort): LicencePort {
  return { witness: 'database', read: () => database.read(readLicence) };
}

/** Null where the table of permissions cannot be read. A permission of a group that exists nowhere grants nobody. */
async function readLicence(reading: DatabaseReading): Promise<ToldLicence | null> {
  const grants = await reading.licenceGrants();
  if (grants === null) return null;
  const children = new Map<string, DatabaseGroup[]>();
  for await (const batch of reading.groups()) {
    for (const group of batch) {
      for (const parent of group.parentIds) children.set(parent, [...(children.get(parent) ?? []), group]);
    }
  }
  const holders = grants.groups.filter((group) => group.direct);
  return {
    groups: holders.map(({ id, name }): ToldGrant => ({ name, below: namesBelow(id, children) })),
    users: grants.users,
    displayNames: [],
  };
}

function namesBelow(start: string, children: ReadonlyMap<string, readonly DatabaseGroup[]>): string[] {
  const found = new Map<string, string>();
  const open = [...(children.get(start) ?? [])];
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (found.has(group.id)) continue;
    found.set(group.id, group.name);
    open.push(...(children.get(group.id) ?? []));
  }
  return [...found.values()];
}
