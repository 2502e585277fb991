// Whether a run's report is worth a mail of its own to people who do not want one of every run.
import type { Report } from './report.ts';

/**
 * Of every run; of those that changed somebody, or would, or met trouble; of those that met trouble; of all runs of a week
 * together, and at once of those alone that wait for a person.
 */
export type ReportWhen = 'always' | 'on-change' | 'on-trouble' | 'weekly';

/** Whether the report stands in the mail of its week, whatever it says. */
export function gathersReports(when: ReportWhen): boolean {
  return when === 'weekly';
}

/** Trouble is whatever somebody should look at: a held, failed or cancelled run, and any step that is not as planned. */
export function wantsReport(
  when: ReportWhen,
  report: Pick<Report, 'ending' | 'mode' | 'outcomes' | 'rebounds'>,
): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'on-change':
      return hasTrouble(report) || hasChange(report);
    case 'on-trouble':
      return hasTrouble(report);
    case 'weekly':
      return waitsForPerson(report);
  }
}

/** A held plan lapses, on a Tuesday as well as on a Monday; that of a rehearsal changes nobody, approved or not. */
function waitsForPerson({ ending, mode }: Pick<Report, 'ending' | 'mode'>): boolean {
  return ending === 'quarantined' && mode === 'live';
}

function hasChange({ outcomes: { users } }: Pick<Report, 'outcomes'>): boolean {
  return sum([users.applied, users['pending-synchronisation'], users.rehearsed]) > 0;
}

/** Whether anything went otherwise than planned, or is not known, so that somebody should look. */
export function hasTrouble({
  ending,
  outcomes,
  rebounds,
}: Pick<Report, 'ending' | 'rebounds'> & {
  readonly outcomes: Pick<Report['outcomes'], 'users' | 'verified' | 'skipped'>;
}): boolean {
  if (ending !== 'completed') return true;
  const { users, verified, skipped = {} } = outcomes;
  const wrong = [users.failed, users.unknown, users['applied-without-effect'], users.open, verified.contradicted];
  const braked = [
    skipped['too-many-failures'],
    skipped['host-stopped-answering'],
    skipped['turned-away'],
    skipped['canary-without-effect'],
  ];
  return sum([...wrong, ...braked, ...Object.values(rebounds ?? {})]) > 0;
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
