// Reads a policy that came as an object: the whole definition with its defaults, or every fault at once.

import type { StageDocument } from '../../contract/policies/stages.ts';
import type { PolicyDocument } from '../../contract/policies.ts';
import { defaultLimits, type PolicyDefinition, type PolicyId } from '../../domain/policy.ts';
import type { Stage } from '../../domain/stage/stage.ts';
import type { FaultDetail } from '../../errors.ts';
import { checkMeaning } from './check-meaning.ts';
import { checkPolicyShape } from './check-shape.ts';
import { nameStage } from './check-stages.ts';
import { type Fault, locateNothing, type Path, placeFaults } from './fault.ts';
import { fillAction } from './fill-action.ts';

export interface ReadOptions {
  /** The zone of schedules that name none. */
  readonly defaultZone: string;
}

export type PolicyReading = { readonly definition: PolicyDefinition } | { readonly faults: readonly FaultDetail[] };

/** Reads what a caller of the API sent. */
export function readPolicyObject(value: unknown, options: ReadOptions): PolicyReading {
  const read = readPolicyValue(value, options);
  return 'faults' in read ? { faults: placeFaults(read.faults, locateNothing) } : read;
}

/** Reads any value; faults do not know their place in a text yet. */
export function readPolicyValue(
  value: unknown,
  { defaultZone }: ReadOptions,
): { readonly definition: PolicyDefinition } | { readonly faults: readonly Fault[] } {
  const shapeFaults = checkPolicyShape(value);
  if (typeof value !== 'object' || value === null) return { faults: shapeFaults };
  const isSound = (path: Path) => !shapeFaults.some((fault) => path.every((step, at) => fault.path[at] === step));
  const faults = [...shapeFaults, ...checkMeaning(value, isSound)];
  return faults.length > 0 ? { faults } : { definition: fillDefaults(value as PolicyDocument, defaultZone) };
}

/** A definition as it goes over the wire. Does not compile when the contract lacks a criterion or an action. */
export function documentOf(definition: PolicyDefinition): PolicyDocument {
  const { actions, ...staged } = definition;
  return definition.stages === undefined ? { ...staged, actions } : staged;
}

/** Does not compile when the domain lacks a criterion or an action of the contract. */
function fillDefaults(document: PolicyDocument, defaultZone: string): PolicyDefinition {
  const { policy, name, description, precedence, schedule, criteria, actions, limits, protect, report } = document;
  const { includeAdministrators, handOver, giveBack, on, stages } = document;
  return {
    policy: policy as PolicyId,
    name,
    ...(description === undefined ? {} : { description }),
    ...(precedence === undefined ? {} : { precedence }),
    ...(on === undefined ? {} : { on: { everyMinutes: 60, ...on } }),
    ...(schedule === undefined ? {} : { schedule: { zone: defaultZone, missed: 'run-once', ...schedule } }),
    criteria,
    actions: (actions ?? []).map(fillAction),
    ...(stages === undefined ? {} : { stages: stages.map(fillStage) }),
    limits: { ...defaultLimits, ...limits },
    protect: { users: protect?.users ?? [], groups: protect?.groups ?? [] },
    ...(includeAdministrators === undefined ? {} : { includeAdministrators }),
    report: { ...report, to: report?.to ?? [] },
    ...(handOver === undefined ? {} : { handOver }),
    ...(giveBack === undefined ? {} : { giveBack }),
  };
}

function fillStage(stage: StageDocument, index: number): Stage {
  const placed = { name: nameStage(stage, index), afterDays: stage.afterDays };
  return stage.warn === undefined
    ? { ...placed, actions: (stage.actions ?? []).map(fillAction) }
    : { ...placed, warn: stage.warn };
}
