// What the first file of an evidence pack says of the others.
import type { Period } from '../../store/proof.ts';

export function writeReadme({ from, to }: Period, names: boolean): string {
  return `Evidence of user management in Confluence, from ${from} to ${to} (the end is not part of it).

cis-5.3.csv          accounts without use for 45 days, in the layout of CIS Control 5.3
${names ? lists : ''}population.jsonl     how many users there were, day by day, and each reading that is still kept
policies.jsonl       every version of a policy that was in force, with its digest
approvals.jsonl      ${names ? 'who approved or rejected which plan' : 'which plans were approved or rejected'}, by the digest of the plan
exemptions.jsonl     ${names ? 'whom no policy may touch, who answers for it and until when' : 'how many exemptions there were, and until when'}
runs.jsonl           each run that ended, with its report
steps.jsonl          each change to one user: planned, done, read back; users by the salted hash in their plan
journal.jsonl        what was written before and after each call
audit.jsonl          the audit trail of the period${names ? '' : ', without the names beside it'}
manifest.json        size and SHA-256 of each file, plain and packed, signed with Ed25519

user-management audit verify FILE checks all of it offline: the archive, the signature, the checksums, the chain of the trail,
that reports and journal give the digests that the trail carries, and that trail, journal, steps${names ? ' and outcomes' : ''} say the same of each step.${names ? '' : withoutNames}
`;
}

const lists = `cis-5.3-accounts.csv the accounts behind those counts, each with the count it stands in
exceptions.csv       whom no policy may touch, with owner, reason and end
outcomes.csv         what became of each user in each run, change by change
`;

const withoutNames = `

This pack names nobody: it was asked for without names. Definitions of policies, reasons, the words of warnings and whoever acted
are left out, and the lists of accounts, exceptions and outcomes with them. What is left has the same digests as a pack with names.`;
