// Takes a person's name out of what others wrote or decided: decisions, settings and reports keep their sense.
import type { KnownPerson, PersonErased } from '../erasure.ts';
import type { Rows } from '../tables.ts';

interface Input {
  readonly person: KnownPerson;
  readonly pseudonym: string;
}

export async function eraseFromWords(rows: Rows, input: Input): Promise<Record<string, number>> {
  return {
    settings: await eraseSettings(rows, input),
    run_reports: await eraseReports(rows, input),
    actors: await eraseActors(rows, input),
  };
}

/** Who acted stays one and the same somebody, whom nobody can name any more. */
async function eraseActors(rows: Rows, { person, pseudonym }: Input): Promise<number> {
  if (person.names.length === 0) return 0;
  const found = await rows
    .selectFrom('actors')
    .selectAll()
    .where('username', 'in', [...person.names])
    .execute();
  for (const { id } of found) {
    await rows
      .updateTable('actors')
      .set({ username: `${pseudonym}-${id}` })
      .where('id', '=', id)
      .execute();
  }
  return found.length;
}

/** Settings hold who acted as `by` or `confirmedBy`, and no other name. */
async function eraseSettings(rows: Rows, input: Input): Promise<number> {
  let erased = 0;
  for (const { key, value } of await rows.selectFrom('settings').selectAll().execute()) {
    const text = replaceNames(value, input);
    if (text === value) continue;
    await rows.updateTable('settings').set({ value: text }).where('key', '=', key).execute();
    erased += 1;
  }
  return erased;
}

/** The same for reports, of which only those of runs that the person asked for can name them. */
async function eraseReports(rows: Rows, input: Input): Promise<number> {
  const { names } = input.person;
  if (names.length === 0) return 0;
  const found = await rows
    .selectFrom('run_reports as report')
    .innerJoin('runs', 'runs.id', 'report.run_id')
    .innerJoin('actors', 'actors.id', 'runs.trigger_actor')
    .select(['report.run_id', 'report.report'])
    .where('actors.username', 'in', [...names])
    .execute();
  for (const { run_id: runId, report } of found) {
    await rows
      .updateTable('run_reports')
      .set({ report: replaceNames(report, input) })
      .where('run_id', '=', runId)
      .execute();
  }
  return found.length;
}

function replaceNames<Text extends string>(text: Text, { person, pseudonym }: Input): Text {
  let replaced: string = text;
  for (const field of ['by', 'confirmedBy']) {
    for (const name of person.names) {
      replaced = replaced.replaceAll(`"${field}":${JSON.stringify(name)}`, `"${field}":${JSON.stringify(pseudonym)}`);
    }
  }
  return replaced as Text;
}

/** Versions never change: the administrator writes a new one, and has to know which. */
export async function findPolicies(rows: Rows, { names, addresses }: KnownPerson): Promise<PersonErased['namedIn']> {
  const found = await rows.selectFrom('policy_versions').select(['policy_id', 'version', 'definition']).execute();
  const said = [...names, ...addresses].map((text) => JSON.stringify(text).toLowerCase());
  return found
    .filter(({ definition }) => said.some((text) => String(definition).toLowerCase().includes(text)))
    .map(({ policy_id: policy, version }) => ({ policy, version }));
}
