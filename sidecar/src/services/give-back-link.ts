// What becomes of a "give me my access back" link: a run of its own that takes back this user's part, and nothing else.
import { hasFreeSeat } from '../domain/give-back.ts';
import { type PersonalLink, readLink } from '../domain/personal-link.ts';
import { changesInForce } from '../domain/plan/undo.ts';
import { ProductError } from '../errors.ts';
import type { StoredEntry } from '../store/runs.ts';
import { undoRun } from './decisions.ts';
import type { ServiceContext } from './service-context.ts';

type Giving = Pick<ServiceContext, 'store' | 'clock' | 'linkSigners' | 'wake'>;

/** `over`: nothing is left that could be given back. `later`: another run of the policy is under way, or all is stopped. */
export type GiveBackState = 'open' | 'done' | 'used' | 'ended' | 'over' | 'no-seat' | 'later' | 'unknown';

export interface GiveBackLook {
  readonly state: GiveBackState;
  readonly language: PersonalLink['language'];
}

export async function lookAtGiveBackLink(context: Giving, text: string): Promise<GiveBackLook> {
  const found = await open(context, text);
  return 'state' in found ? found : { state: 'open', language: found.link.language };
}

/** Starts the run. Its plan leaves alone whatever somebody changed since, and its report goes where the policy's go. */
export async function useGiveBackLink(context: Giving, text: string): Promise<GiveBackLook> {
  const found = await open(context, text);
  if ('state' in found) return found;
  const { link, entry } = found;
  const { runId, personId, language } = link;
  const { userKey, username } = entry;
  try {
    // Whoever starts a run is never touched by it, and a link is no sign-in: the product itself starts this one.
    const actor = { userKey: '', username: 'system' };
    const run = await undoRun(context, { runId, people: [personId], asked: undefined, actor });
    const { policyId } = run;
    const at = context.clock.now();
    await context.store.links.noteGivenBack({ runId, personId, policyId, userKey, username, at, undoneBy: run.id });
    return { state: run.mode === 'live' ? 'done' : 'later', language };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    const over = error.code === 'nothing_to_undo' || error.code === 'before_images_erased';
    return { state: over ? 'over' : 'later', language };
  }
}

async function open(
  { store, clock, linkSigners }: Giving,
  text: string,
): Promise<{ readonly link: PersonalLink; readonly entry: StoredEntry } | GiveBackLook> {
  const link = readLink(linkSigners['give-back'], text);
  if (link === null) return { state: 'unknown', language: 'en' };
  const { runId, personId, language } = link;
  if (await store.links.isUsed('give-back', link)) return { state: 'used', language };
  if (link.endsAt < clock.now()) return { state: 'ended', language };
  const [entry] = await store.runs.entries({ runId, after: personId - 1, limit: 1 });
  if (entry?.personId !== personId) return { state: 'unknown', language };
  if (changesInForce(entry).length === 0) return { state: 'over', language };
  const { processMode, emergencyStop } = await store.settings.all();
  if (processMode !== 'live' || emergencyStop !== null) return { state: 'later', language };
  return (await hasSeatFor({ store }, entry)) ? { link, entry } : { state: 'no-seat', language };
}

/** Whether giving an entry back keeps within the licence, as far as anybody tells; unknown is no. */
export async function hasSeatFor(
  { store }: Pick<ServiceContext, 'store'>,
  { before }: Pick<StoredEntry, 'before'>,
): Promise<boolean> {
  if (before.seat === 'no') return true;
  const snapshot = await store.snapshots.newest();
  const licence = snapshot === null ? null : await store.snapshots.licence(snapshot.id);
  return licence !== null && hasFreeSeat(licence.host);
}
