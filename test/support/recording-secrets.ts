// What a recording of a lab may not contain, and a recording without the words that stand in our own source.
import type { Archive, RecordedAnswer } from '../../sidecar/src/cli/record/archive.ts';
import { crowdReads } from '../../sidecar/src/cli/record/crowd-reads.ts';
import { describeRead, type RecordedRead, reads } from '../../sidecar/src/cli/record/reads.ts';
import type { Lab } from '../lab/lab.ts';
import { listGroupNames, listUsers } from '../lab/world/views.ts';

/** Everything of the lab that a recording may not contain. */
export function namesOf({
  world,
  baseUrl,
  crowdUrl,
  site,
  admin,
  service,
  applications,
  crowd,
}: Lab): readonly string[] {
  const people = listUsers(world).items.flatMap(({ username, userKey, accounts }) => [
    username,
    userKey,
    ...accounts.flatMap(({ email, displayName, username: spelt }) => [email ?? '', displayName, spelt]),
  ]);
  const secrets = [
    admin.password,
    admin.token,
    service.token,
    ...[...world.tokens.values()].flatMap(({ raw, name }) => [raw, name]),
  ];
  const seen = [...crowd.applications.values()].flatMap(({ mappings }) => mappings.map(({ directory }) => directory));
  const directories = [...world.directories, ...seen].flatMap(({ id, name }) => [String(id), name]);
  const addresses = [
    baseUrl,
    new URL(baseUrl).host,
    crowdUrl,
    new URL(crowdUrl).host,
    site.contextPath.slice(1),
    site.hostId,
  ];
  const others = applications.flatMap(({ name, password }) => [name, password]);
  const all = [...people, ...listGroupNames(world), ...secrets, ...directories, ...addresses, ...others];
  return [...new Set(all.map((name) => name.toLowerCase()))].filter((name) => name !== '');
}

/** A recording without what every recording may contain: our own words, which stand in the source and nowhere else. */
export function withoutOurWords({ format: _format, directories, ...archive }: Archive): string {
  const answers = dropQuestions(archive.answers, reads);
  const rest = directories.map((one) => ({ ...one, answers: dropQuestions(one.answers, crowdReads) }));
  return JSON.stringify({ ...archive, answers, rest })
    .replaceAll(/text:=\w+/g, 'text')
    .replaceAll('incrementalSynchronisationAvailable', 'a known key')
    .toLowerCase();
}

/** Throws for a question that does not stand in the table word for word: something was filled in. */
function dropQuestions(answers: readonly RecordedAnswer[], table: readonly RecordedRead[]): unknown[] {
  const questions = new Map(table.map((read) => [read.name, describeRead(read)]));
  return answers.map(({ name, request, ...answer }) => {
    if (request !== questions.get(name)) throw new Error(`${name} was written down as ${request}`);
    return answer;
  });
}
