// The answer to "why this user", as the wire shows it: codes and the words that mails use.
import type { WhyDocument } from '../../contract/why.ts';
import { wordTrace } from '../../mail/trace-words.ts';
import { wordStep, wordWhy } from '../../mail/why-words.ts';
import { wordUnknown } from '../../mail/words.ts';
import type { Explanation } from '../../services/explain.ts';
import { viewEntryStage } from './stages.ts';

export function viewWhy(explanation: Explanation, timeZone: string): WhyDocument {
  const { policy, snapshot, person, trace, steps, unknown, fate, stage } = explanation;
  const { userKey, username, displayName } = person.user;
  return {
    policyId: policy.id,
    policyVersion: policy.version,
    snapshotId: snapshot.id,
    readAt: snapshot.startedAt,
    user: { userKey, username, displayName },
    verdict: trace.verdict,
    answer: wordWhy({ trace, steps, stage }, timeZone),
    why: wordTrace(trace, timeZone),
    trace,
    stage: viewEntryStage(stage ?? undefined, timeZone),
    unknown: unknown.map((reason) => ({ reason, words: wordUnknown(reason) })),
    fate,
    steps: steps.map((step) => ({ ...step, words: wordStep(step) })),
  };
}
