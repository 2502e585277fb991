// Writes policies as YAML in the order people read them; what is written reads back as the same definition.
import { stringify } from 'yaml';
import type { PolicyDocument, ScheduleDocument } from '../../contract/policies.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import { documentOf } from './read-object.ts';

/** No line is folded: an expression or a name stays on its line. Aliases would not be read back. */
const settings = { lineWidth: 0, aliasDuplicateObjects: false, version: '1.2', schema: 'core' } as const;

/** One policy. */
export function writePolicyText(definition: PolicyDefinition): string {
  return stringify(orderParts(documentOf(definition)), settings);
}

/** Several, a document each. */
export function writePolicyTexts(definitions: readonly PolicyDefinition[]): string {
  return definitions.map(writePolicyText).join('---\n');
}

/** Lists of nobody are left out: the reader fills them in again. */
function orderParts(document: PolicyDocument): PolicyDocument {
  const { policy, name, description, precedence, schedule, on, criteria, actions, stages, ...rest } = document;
  const { limits, protect, includeAdministrators, report, handOver, giveBack } = rest;
  const isEmpty = (lists: object | undefined) => Object.values(lists ?? {}).flat().length === 0;
  return {
    policy,
    name,
    ...(description === undefined ? {} : { description }),
    ...(precedence === undefined ? {} : { precedence }),
    ...(schedule === undefined ? {} : { schedule: orderSchedule(schedule) }),
    ...(on === undefined ? {} : { on }),
    criteria,
    ...(actions === undefined ? {} : { actions }),
    ...(stages === undefined ? {} : { stages }),
    ...(limits === undefined ? {} : { limits }),
    ...(protect === undefined || isEmpty(protect) ? {} : { protect }),
    ...(includeAdministrators === undefined ? {} : { includeAdministrators }),
    ...(report === undefined || isEmpty(report) ? {} : { report }),
    ...(handOver === undefined ? {} : { handOver }),
    ...(giveBack === undefined ? {} : { giveBack }),
  };
}

/** What people look for first stands first. */
function orderSchedule({ cron, every, zone, missed }: ScheduleDocument): ScheduleDocument {
  const interval = every === undefined ? {} : { every: { days: every.days, from: every.from } };
  return { cron, ...interval, ...(zone === undefined ? {} : { zone }), ...(missed === undefined ? {} : { missed }) };
}
