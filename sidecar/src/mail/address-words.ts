// Who has no known address, by name: users whom a mail should tell what was done, and people who should get the report.
import { tookAccess } from '../domain/give-back.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import { countUsers } from './counts.ts';
import { hasNewPassword } from './password-notice.ts';

/** More would hide the rest of the mail; the attached table marks everybody. */
const namedInBody = 10;

/** Whether the run has a mail for the user that cannot go anywhere. */
export function isUnreached(report: Pick<Report, 'mode' | 'giveBack'>, { before, steps }: ReportedUser): boolean {
  if (before.email !== null) return false;
  const warned = steps.some(({ change }) => change.kind === 'warn');
  const offered = report.mode === 'live' && report.giveBack !== undefined && tookAccess({ steps });
  return warned || offered || hasNewPassword({ steps });
}

/** One sentence, or none. */
export function wordUnreached(report: Pick<Report, 'mode' | 'giveBack'>, entries: readonly ReportedUser[]): string[] {
  const unreached = entries.filter((entry) => isUnreached(report, entry));
  if (unreached.length === 0) return [];
  const names = unreached.map(({ displayName, username }) =>
    displayName === '' ? username : `${displayName} (${username})`,
  );
  const has = unreached.length === 1 ? 'has' : 'have';
  return [
    `${countUsers(unreached.length)} ${has} no known address, so that no mail can tell them: ${list(names, 'marked in the attached table')}.`,
  ];
}

/** Counted when the run ended; named as they are known when the mail goes out. */
export function wordRecipientsUnreached(
  { recipientsWithoutAddress = 0 }: Pick<Report, 'recipientsWithoutAddress'>,
  names: readonly string[],
): string[] {
  if (recipientsWithoutAddress === 0) return [];
  const has = recipientsWithoutAddress === 1 ? 'has' : 'have';
  const who = names.length === 0 ? '' : `: ${list(names, 'whom the policy names')}`;
  return [`${countUsers(recipientsWithoutAddress)} of those who should get this report ${has} no known address${who}.`];
}

function list(names: readonly string[], where: string): string {
  const shown = names.slice(0, namedInBody).join(', ');
  const left = names.length - namedInBody;
  return left > 0 ? `${shown}, and ${left} more, ${where}` : shown;
}
