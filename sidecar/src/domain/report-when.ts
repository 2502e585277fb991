// Whether a run's report is worth a mail of its own to people who do not want one of every run.
import type { Report } from './report.ts';

/** Of every run; of those that changed somebody, or would, or met trouble; of those that met trouble; of all runs of a week together. */
export type ReportWhen = 'always' | 'on-change' | 'on-trouble' | 'weekly';

/** Whether the report waits for the mail of its week, whatever it says. */
export function gathersReports(when: ReportWhen): boolean {
  return when === 'weekly';
}

/** Trouble is whatever somebody should look at: a held, failed or cancelled run, and any step that is not as planned. */
export function wantsReport(when: ReportWhen, report: Pick<Report, 'ending' | 'outcomes' | 'rebounds'>): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'on-change':
      return hasTrouble(report) || hasChange(report);
    case 'on-trouble':
      return hasTrouble(report);
    case 'weekly':
      return false;
  }
}

function hasChange({ outcomes: { users } }: Pick<Report, 'outcomes'>): boolean {
  return sum([users.applied, users['pending-synchronisation'], users.rehearsed]) > 0;
}

function hasTrouble({ ending, outcomes, rebounds }: Pick<Report, 'ending' | 'outcomes' | 'rebounds'>): boolean {
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
