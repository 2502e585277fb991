// Places on the timelines of staged policies as the wire shows them.
import type { EntryStageDocument, StandingDocument, StandingPageDocument } from '../../contract/stages.ts';
import type { PlannedStage, StageDecision, Standing } from '../../domain/stage/stage.ts';
import { wordDecision, wordPlannedStage, wordStanding } from '../../mail/stage-words.ts';
import type { StandingNow, StandingPage } from '../../services/stages.ts';

/** A user's place as the plan saw it; null for a policy without stages. Days in the words are those of the zone. */
export function viewEntryStage(planned: PlannedStage | undefined, timeZone: string): EntryStageDocument | null {
  if (planned === undefined) return null;
  const { standing, decision, takesOver, resetBy } = planned;
  return { ...viewPlace(standing, decision), words: wordPlannedStage(planned, timeZone), takesOver, resetBy };
}

export function viewStanding({ policyId, standing, decision }: StandingNow, timeZone: string): StandingDocument {
  const words = [wordStanding(standing, timeZone), wordDecision(decision, timeZone)].join('; ');
  return { policyId, openedAt: standing.openedAt, ...viewPlace(standing, decision), words };
}

export function viewStandingPage(
  { stages, users }: StandingPage,
  { limit, timeZone }: { readonly limit: number; readonly timeZone: string },
): StandingPageDocument {
  const last = users.length === limit ? users.at(-1) : undefined;
  return {
    stages: stages.map((stage) => ({ name: stage.name, afterDays: stage.afterDays, warns: 'warn' in stage })),
    items: users.map((one) => ({
      userKey: one.userKey,
      username: one.username,
      displayName: one.displayName,
      standing: viewStanding(one, timeZone),
    })),
    nextAfter: last?.standing.id ?? null,
  };
}

function viewPlace(standing: Standing | null, decision: StageDecision) {
  const reached = standing?.reached ?? null;
  const warning = standing?.warning ?? { state: 'none' as const };
  return {
    reached: reached === null ? null : { stage: reached.stage, at: reached.at, warned: reached.warned },
    warning: { state: warning.state, at: warning.state === 'delivered' ? warning.at : null },
    next: {
      kind: decision.kind,
      stage: 'stage' in decision ? decision.stage : null,
      dueAt: decision.kind === 'waiting' ? decision.dueAt : null,
    },
  };
}
