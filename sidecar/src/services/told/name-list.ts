// The name of a list that was made from a table in passing: after its file, and of this instant alone.
import type { Instant } from '../../domain/user.ts';

const longestStem = 40;

/** Lower case letters and digits, hyphens between them, 64 at most with room for a number. */
export function nameList(fileName: string, at: Instant): string {
  const stem = fileName
    .replace(/\.\w+$/, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestStem)
    .replaceAll(/^-+|-+$/g, '');
  return `${stem === '' ? 'table' : stem}-${at.slice(0, 19).replaceAll(/\D/g, '')}`;
}
