// Drafts of policies: read from text or from an object and told back in every form, without anything being saved.
import type { PolicyDefinition } from '../domain/policy.ts';
import { nextUpcoming, type UpcomingTick } from '../domain/schedule/upcoming.ts';
import { type FaultDetail, ProductError } from '../errors.ts';
import { knownGroups } from './policies.ts';
import { checkGroups } from './policy-files/check-groups.ts';
import { locateNothing } from './policy-files/fault.ts';
import { readPolicyObject } from './policy-files/read-object.ts';
import { readPolicyText, type TextReading } from './policy-files/read-text.ts';
import { writePolicyText } from './policy-files/write-text.ts';
import type { ServiceContext } from './service-context.ts';

export interface Draft {
  /** Null where it cannot be read; its text too. */
  readonly definition: PolicyDefinition | null;
  readonly text: string | null;
  /** With line and column where a text was given. */
  readonly faults: readonly FaultDetail[];
  readonly warnings: readonly FaultDetail[];
  readonly nextRuns: readonly UpcomingTick[];
}

const shownRuns = 5;

/** Reads a draft in one of its forms. Throws `bad_request` unless exactly one is given. */
export async function readDraft(
  context: Pick<ServiceContext, 'store' | 'clock' | 'config'>,
  { text, document }: { readonly text: string | undefined; readonly document: unknown },
): Promise<Draft> {
  if ((text === undefined) === (document === undefined)) {
    throw new ProductError('bad_request', [{ path: 'body', message: 'must have either text or definition' }]);
  }
  const reading = read(context, { text, document });
  if ('faults' in reading) {
    return { definition: null, text: null, faults: reading.faults, warnings: [], nextRuns: [] };
  }
  const { definition, locate } = reading;
  const { schedule } = definition;
  return {
    definition,
    text: writePolicyText(definition),
    ...checkGroups(definition, await knownGroups(context), locate),
    nextRuns: schedule === undefined ? [] : nextUpcoming(schedule, context.clock.now(), shownRuns),
  };
}

function read(
  { config }: Pick<ServiceContext, 'config'>,
  { text, document }: { readonly text: string | undefined; readonly document: unknown },
): TextReading {
  const options = { defaultZone: config.timeZone };
  if (text !== undefined) return readPolicyText(text, options);
  const reading = readPolicyObject(document, options);
  return 'faults' in reading ? reading : { ...reading, locate: locateNothing };
}
