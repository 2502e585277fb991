// Asks a Confluence every question of the table and keeps the shapes of its answers.
import type { Asker } from '../site/open-asker.ts';
import type { SiteRecord } from './archive.ts';
import { askAll } from './ask-all.ts';
import { findThings } from './find-things.ts';
import { reads } from './reads.ts';

export interface RecordInput {
  readonly asker: Pick<Asker, 'ask'>;
  readonly version: string;
  /** A group with members, if it exists; for questions about a group. */
  readonly preferredGroup: string | null;
  /** Called before each question. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Never throws for anything a site does. */
export async function recordSite({ version, preferredGroup, ...input }: RecordInput): Promise<SiteRecord> {
  const first = ['manifest', 'own account', 'groups', 'directories'];
  const answers = await askAll({
    ...input,
    reads,
    first,
    find: (read, body) => findThings(read, body, preferredGroup),
  });
  return { version, answers };
}
