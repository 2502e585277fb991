// Simulations, differences and claims as the wire shows them.
import type {
  ClaimPage,
  ComparisonDocument,
  DiffDocument,
  SimulatedEntryPage,
  SimulatedMailsDocument,
  SimulationDocument,
  SimulationLine,
  SimulationSetDocument,
} from '../../contract/simulations.ts';
import { documentOf } from '../../services/policy-files/read-object.ts';
import type { SimulatedMails } from '../../services/service-context.ts';
import type { ComparedLists } from '../../services/simulations/compare-list.ts';
import type { DiffPage } from '../../services/simulations/compare-plans.ts';
import type { ReasonedUser, SetState } from '../../services/simulations/simulate-all.ts';
import type { MadeSimulation, ShownEntry } from '../../services/simulations.ts';
import { viewIntended, viewMissing, viewRefusal } from './runs.ts';

export function viewSimulationLine(simulation: MadeSimulation): SimulationLine {
  const { id, setId, policyId, policyVersion, madeBy, madeAt, snapshotId, digest } = simulation;
  const { summary, unknownByReason, refusals, missing } = simulation;
  return {
    ...{ id, setId, policyId, policyVersion, madeBy, madeAt, snapshotId, digest },
    ...{ summary, unknownByReason, refusals: refusals.map(viewRefusal), missing: viewMissing(missing) },
  };
}

export function viewSimulation(simulation: MadeSimulation): SimulationDocument {
  return { ...viewSimulationLine(simulation), definition: documentOf(simulation.definition) };
}

/** Days in the words are those of the zone. */
export function viewSimulatedEntry(entry: ShownEntry, timeZone: string): SimulatedEntryPage['items'][number] {
  return { ...viewIntended(entry, timeZone), steps: entry.steps };
}

export function viewMails({ report, warning, recipients }: SimulatedMails): SimulatedMailsDocument {
  return {
    report: { to: recipients, ...rendered(report) },
    warning: warning === null ? null : { to: [warning.to], ...rendered(warning) },
  };
}

function rendered({ subject, text, html }: SimulatedMails['report']) {
  return { subject, text, html };
}

export function viewDiff({ left, right, counts, users, nextAfter }: DiffPage): DiffDocument {
  return { left, right, counts, items: users, nextAfter };
}

export function viewSet({ set, policies, counts }: SetState): SimulationSetDocument {
  return {
    id: set.id,
    madeAt: set.madeAt,
    madeBy: set.madeBy,
    counts,
    policies: policies.map(({ precedence, owned, simulation }) => ({
      precedence,
      owned,
      simulation: viewSimulationLine(simulation),
    })),
  };
}

export function viewClaims(users: readonly ReasonedUser[], nextAfter: number | null): ClaimPage {
  return { items: users, nextAfter };
}

export function viewComparison(compared: ComparedLists): ComparisonDocument {
  const { rows, columns, onlyTheirs, onlyOurs, both, unmatched, repeated } = compared;
  const counts = {
    rows,
    onlyTheirs: onlyTheirs.length,
    onlyOurs: onlyOurs.length,
    both: both.length,
    unmatched: unmatched.length,
    repeated,
  };
  return { counts, columns, onlyTheirs, onlyOurs, both, unmatched };
}
