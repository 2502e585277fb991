// Words for the end of the token by which this product signs in to Confluence.
import type { Report } from '../domain/report.ts';

/** One sentence that says what to do; none where the report has no such end. */
export function wordTokenEnd({ tokenEndsAt, finishedAt }: Report, timeZone: string): string[] {
  if (tokenEndsAt === undefined) return [];
  const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone });
  const ends = tokenEndsAt <= finishedAt ? 'ended' : 'ends';
  const todo = 'Please put a new one into UM_CONFLUENCE_TOKEN: without a token nothing can be read or changed.';
  return [
    `The token that this product signs in to Confluence with ${ends} on ${date.format(new Date(tokenEndsAt))}. ${todo}`,
  ];
}
