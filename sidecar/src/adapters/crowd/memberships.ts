// Reads who is directly in what: the whole table in one XML answer, or group by group where there is no such table.
import type { RequestSpec } from '../http-client/request.ts';
import type { DirectoryMemberships, DirectoryReadPort } from '../ports.ts';
import { failureCodeOf, failureOf } from './answers.ts';
import type { CrowdClient } from './client.ts';
import { childOf, openXml, type XmlElement, XmlFault } from './xml.ts';

type Groups = Pick<DirectoryReadPort, 'listGroups' | 'listMembers' | 'listChildGroups'>;

const table: RequestSpec = { method: 'GET', path: '/group/membership' };
const batchSize = 200;

/** Every group once, some hundred at a time. Throws `HostFailure` before the last batch when the table is not whole. */
export async function* readMemberships(crowd: CrowdClient, groups: Groups): AsyncGenerator<DirectoryMemberships[]> {
  const answer = await crowd.askForXml(table);
  const code = failureCodeOf(answer);
  if (code === 'crowd_capability_absent') yield* readGroupByGroup(groups);
  else if (code !== null) throw failureOf(answer, code);
  else {
    try {
      yield* readTable(answer.text, () => failureOf(answer, 'crowd_unexpected_shape'));
    } catch (error) {
      throw error instanceof XmlFault ? failureOf(answer, 'crowd_not_data') : error;
    }
  }
}

function* readTable(text: string, unexpected: () => Error): Generator<DirectoryMemberships[]> {
  const { name, children } = openXml(text);
  if (name !== 'memberships') throw unexpected();
  let batch: DirectoryMemberships[] = [];
  for (const membership of children()) {
    const group = membership.attributes.get('group') ?? '';
    if (membership.name !== 'membership' || group === '') throw unexpected();
    const usernames = namesIn(membership, 'users', 'user');
    const childGroups = namesIn(membership, 'groups', 'group');
    if (usernames === null || childGroups === null) throw unexpected();
    batch.push({ group, usernames, childGroups });
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The names of a list; an absent list is an empty one, an element without a name makes the answer unusable. */
function namesIn(membership: XmlElement, list: string, entity: string): string[] | null {
  const elements = childOf(membership, list)?.children ?? [];
  const names = elements.map((one) => (one.name === entity ? (one.attributes.get('name') ?? '') : ''));
  return names.includes('') ? null : names;
}

async function* readGroupByGroup(groups: Groups): AsyncGenerator<DirectoryMemberships[]> {
  for await (const page of groups.listGroups()) {
    for (const { name: group } of page) {
      const usernames = await collect(groups.listMembers(group));
      const childGroups = await collect(groups.listChildGroups(group));
      yield [{ group, usernames, childGroups }];
    }
  }
}

/** Every name of a list once. */
export async function collect(pages: AsyncIterable<readonly string[]>): Promise<string[]> {
  const names = new Set<string>();
  for await (const page of pages) for (const name of page) names.add(name);
  return [...names];
}
