// What is left of the lines of an evidence pack where nobody is to be named: numbers, codes, digests and instants.
import { withoutNames, withoutWords } from '../../audit/report.ts';
import type { ProofLine } from '../../store/proof.ts';

/** The digest still tells which definition it was; the definition itself may name users and addresses. */
export function namelessVersion({ policy, version, savedAt, digest }: ProofLine): ProofLine {
  return { policy, version, savedAt, digest };
}

export function namelessDecision({ run, decision, digest, at, next }: ProofLine): ProofLine {
  return { run, decision, digest, at, next };
}

export function namelessExemption({ exemption, subject, addedAt, endsAt, endedAt }: ProofLine): ProofLine {
  return { exemption, subject, addedAt, endsAt, endedAt };
}

/** The report keeps its digest: it covers neither a name nor the words of warnings. */
export function namelessRun({
  trigger,
  cancelRequestedBy: _by,
  pausedBy: _too,
  report,
  ...line
}: ProofLine): ProofLine {
  return { ...line, trigger: withoutNames(trigger), report: withoutWords(report) };
}
