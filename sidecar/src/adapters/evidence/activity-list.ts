// Confluence's own list of licensed users as a source of evidence: the last login from 10.2 on, before it only e-mail.
import { type EvidencePort, HostFailure, type HostPort, type ReadPort } from '../ports.ts';

/** The name under which Confluence's own word has been kept from the beginning. */
const activityListName = 'users.activity';

/** Opens the list as it is at this Confluence now. A Confluence that does not answer says so when it is read. */
export async function openActivityList(host: HostPort, reads: ReadPort): Promise<EvidencePort> {
  const present = await findAbilities(host);
  const tells = present === null || present.has('users.activity');
  return {
    name: activityListName,
    kind: 'login',
    again: true,
    tellsEmail: true,
    ...(tells ? {} : { absent: 'host_capability_absent' as const }),
    covers: () => ({ importance: 'required', users: 'listed', since: null, asOf: null, maxAgeDays: null }),
    read: async function* () {
      if (present !== null && !tells && !present.has('users.email')) return;
      for await (const page of reads.listActivity()) {
        yield page.map(({ userKey, email, lastLogin }) => ({ subject: { userKey }, told: lastLogin, email }));
      }
    },
  };
}

async function findAbilities(host: HostPort): Promise<ReadonlySet<string> | null> {
  try {
    return new Set((await host.capabilities()).filter((one) => one.present).map((one) => one.capability));
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return null;
  }
}
