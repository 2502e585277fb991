// E-mail addresses of those a policy means and sends mails to, asked one by one where no list tells them.
import { HostFailure, type ReadPort } from '../adapters/ports.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import { actionsOfAll } from '../domain/stage/stage.ts';
import type { Username, UserWithGroups } from '../domain/user.ts';
import { mapAtOnce } from './map-at-once.ts';

const atOnce = 4;

interface AddressInput {
  readonly reads: Pick<ReadPort, 'readAddress'>;
  readonly definition: PolicyDefinition;
}

/** Nobody else's address is asked for. What a host does not tell stays unknown: then no mail goes out, and the report says so. */
export async function addAddresses<Item extends { readonly person: UserWithGroups }>(
  { reads, definition }: AddressInput,
  selected: readonly Item[],
): Promise<readonly Item[]> {
  if (!sendsMailsToUsers(definition)) return selected;
  const wanted = selected.filter(({ person: { user } }) => user.email === null && user.status !== 'unknown');
  let told = true;
  const ask = async (username: Username): Promise<string | null> => {
    if (!told) return null;
    try {
      return await reads.readAddress(username);
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      // A profile that cannot be asked for once will not be told a thousand times.
      told = false;
      return null;
    }
  };
  const answers = await mapAtOnce(wanted, atOnce, ({ person }) => ask(person.user.username));
  const addresses = new Map(answers.map(([item, address]) => [item.person.user.userKey, address]));
  return selected.map((item) => {
    const { user } = item.person;
    const email = user.email ?? addresses.get(user.userKey) ?? null;
    return email === user.email ? item : { ...item, person: { ...item.person, user: { ...user, email } } };
  });
}

function sendsMailsToUsers(definition: PolicyDefinition): boolean {
  const { stages = [], giveBack } = definition;
  return (
    giveBack !== undefined ||
    stages.some((stage) => 'warn' in stage) ||
    actionsOfAll(definition).includes('resetPassword')
  );
}
