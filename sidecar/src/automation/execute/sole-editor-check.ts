// Asks right before somebody's first step which pages nobody else may edit and the plan did not show, where it left that open.
import type { PagePort } from '../../adapters/ports/spaces.ts';
import type { Clock } from '../../clock.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import { askedBeforeStep, loses } from '../../domain/impact.ts';
import type { Run } from '../../domain/run.ts';
import type { UserKey } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import type { SnapshotRecords } from '../../store/snapshots.ts';
import type { Store } from '../../store/store.ts';
import type { OccupationWatch } from '../host-occupied.ts';
import { rememberEditors } from '../page-editors.ts';
import { readAllEntries } from '../read-all-entries.ts';
import { type FoundPages, findSolePages, requestsInOneSearch } from '../sole-pages.ts';
import type { SoleEditorCheck } from './steps.ts';

interface SoleEditorInput {
  readonly store: {
    readonly runs: Pick<Store['runs'], 'entries'>;
    readonly snapshots: Pick<SnapshotRecords, 'activeMembers' | 'person'>;
  };
  readonly run: Pick<Run, 'id' | 'snapshotId'>;
  readonly pages: PagePort;
  readonly occupation: Pick<OccupationWatch, 'isIndexWhole'>;
  readonly clock: Pick<Clock, 'now'>;
}

const nobody: Protection['soleEditors'] = new Map();

/**
 * A question that fails, or is answered in part, is `unknown` whatever was approved: what an approval accepts are pages that
 * this product's account does not see, and that the plan said so. The run looked at the search index before: that nothing was
 * found is asked about once more, as rebuilding may have begun since.
 */
export function openSoleEditorCheck(input: SoleEditorInput): SoleEditorCheck {
  let gathered: Promise<Gathered> | null = null;
  const ask = async (entry: StoredEntry): Promise<Protection['soleEditors']> => {
    if (!entry.notes.includes(askedBeforeStep)) return nobody;
    gathered ??= gather(input);
    const { leaving, editorsOf } = await gathered;
    const found = await findSolePages({ ...input, leaving, editorsOf }, [entry], requestsInOneSearch);
    const unseen = notShown(entry, found);
    const isKnown = unseen.length > 0 || (!found.open.has(entry.userKey) && (await input.occupation.isIndexWhole()));
    if (isKnown && unseen.length === 0) return nobody;
    return new Map([[entry.userKey, isKnown ? unseen : 'unknown']]);
  };
  return {
    ask,
    leftAlone: async (entry) => {
      const isWhole = plannedSteps(entry).every(({ outcome }) => outcome === null);
      if (isWhole && gathered !== null) (await gathered).leaving.delete(entry.userKey);
    },
  };
}

/** A plan with pages is held: whoever approved it decided about those that it showed, and about no other. */
function notShown({ userKey, before }: StoredEntry, { soleEditorOf }: FoundPages): readonly string[] {
  const shown = new Set(before.impact?.soleEditorOf);
  return (soleEditorOf.get(userKey) ?? []).filter((page) => !shown.has(page));
}

interface Gathered {
  readonly leaving: Set<UserKey>;
  readonly editorsOf: ReturnType<typeof rememberEditors>;
}

async function gather({ store, run }: SoleEditorInput): Promise<Gathered> {
  const leaving = new Set<UserKey>();
  for await (const entry of readAllEntries(store, run.id)) {
    if (loses(entry) && !keepsAll(entry)) leaving.add(entry.userKey);
  }
  return { leaving, editorsOf: rememberEditors({ store, snapshotId: run.snapshotId ?? 0, leaving }) };
}

/**
 * Only a guard shows that nothing was taken from the user and nothing will be. A step that failed or was skipped may come
 * after one that was made, by this run or by somebody else: whoever was gone, changed or reached by an earlier wave stays no more.
 */
function keepsAll(entry: StoredEntry): boolean {
  return plannedSteps(entry).every(({ outcome }) => outcome?.kind === 'refused');
}

function plannedSteps({ steps }: StoredEntry): StoredEntry['steps'] {
  return steps.filter(({ disposition }) => disposition.kind === 'planned');
}
