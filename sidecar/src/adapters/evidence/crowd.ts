// Directories behind Crowd applications as sources of evidence: the last password check and the last use of each account.
// Times are epoch milliseconds in text, one directory each; which log-ins refresh them is not established.
import type { DirectoryReadPort, EvidenceCover, EvidencePort, EvidenceRow } from '../ports.ts';

export interface CrowdDirectory {
  /** As Confluence calls the directory. */
  readonly name: string;
  readonly reads: Pick<DirectoryReadPort, 'listAccounts'>;
}

/**
 * Required, because a check this directory does not tell may be later than anything else; it speaks of its own accounts
 * alone, and of those it says nothing about it claims nothing.
 */
const covers: EvidenceCover = { importance: 'required', users: 'listed', since: null, asOf: null, maxAgeDays: null };

/** Opens one source for each directory. */
export function openCrowdEvidence(directories: readonly CrowdDirectory[]): EvidencePort[] {
  return directories.map(({ name, reads }) => ({
    name: `crowd:${name}`,
    kind: 'authentication',
    again: true,
    covers: () => covers,
    read: async function* () {
      for await (const accounts of reads.listAccounts()) {
        // Two instants are two rows: the later one counts, and one that nobody can read stands beside it.
        yield accounts.flatMap(({ username, lastAuthenticated, lastActive }): EvidenceRow[] =>
          [lastAuthenticated, lastActive]
            .filter((told) => told !== undefined)
            .map((told) => ({ subject: { names: [username] }, told })),
        );
      }
    },
  }));
}
