// What becomes of a "give me my access back" link: a run of its own that takes back this user's part, and nothing else.
import { type PersonalLink, readLink } from '../domain/personal-link.ts';
import { changesInForce } from '../domain/plan/undo.ts';
import type { Run } from '../domain/run.ts';
import { isQuiet } from '../domain/schedule/quiet.ts';
import { ProductError } from '../errors.ts';
import type { StoredEntry } from '../store/runs.ts';
import { undoRun } from './decisions.ts';
import { hasSeatFor, requestWithSeat } from './free-seats.ts';
import { countTries, followTries, linkActor } from './give-back-tries.ts';
import type { ServiceContext } from './service-context.ts';

type Giving = Pick<ServiceContext, 'store' | 'clock' | 'linkSigners' | 'wake'>;

/**
 * `trying`: begun, and Confluence may have to read a directory first. `again`: the last try gave nothing back, another may;
 * `wait`: so many were made that the next has to wait. `over`: nothing is left that could be given back. `later`: another
 * run of the policy is under way or is to be decided on, or live runs rest: all is stopped or quiet. `ended`: its days are over, or whom it was for is not in the store any
 * more. `unknown`: not signed by us, or for somebody else than has its numbers now.
 */
export type GiveBackState =
  | 'open'
  | 'done'
  | 'trying'
  | 'again'
  | 'wait'
  | 'used'
  | 'ended'
  | 'over'
  | 'no-seat'
  | 'later'
  | 'unknown';

export interface GiveBackLook {
  readonly state: GiveBackState;
  readonly language: PersonalLink['language'];
}

/** Each try reads everything anew, and whoever has the link may press as often as they like. */
const triesAnHour = 3;
const hourMs = 3_600_000;

export async function lookAtGiveBackLink(context: Giving, text: string): Promise<GiveBackLook> {
  const found = await open(context, text);
  return 'entry' in found ? { state: found.state, language: found.link.language } : found;
}

/** Starts the run. Its plan leaves alone whatever somebody changed since, and its report goes where the policy's go. */
export async function useGiveBackLink(context: Giving, text: string): Promise<GiveBackLook> {
  const found = await open(context, text);
  if (!('entry' in found)) return found;
  const { link, entry } = found;
  const { runId, personId, language } = link;
  const { userKey, username } = entry;
  try {
    // The run and what tells whose wish it was come together, or not at all; woken earlier, the runner would find nothing.
    const wake = { ...context.wake, runner: () => undefined };
    const run = await context.store.together(async (store) => {
      const order = { runId, people: [personId], asked: undefined, actor: linkActor };
      const undo = await requestWithSeat({ store }, entry, () => undoRun({ ...context, store, wake }, order));
      const at = context.clock.now();
      const { policyId } = undo;
      await store.links.noteGivenBack({ runId, personId, policyId, userKey, username, at, undoneBy: undo.id });
      return undo;
    });
    context.wake.runner();
    return { state: run.mode === 'live' ? begunState(entry) : 'later', language };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    if (error.code === 'no_seat_free') return { state: 'no-seat', language };
    const over = error.code === 'nothing_to_undo' || error.code === 'before_images_erased';
    return { state: over ? 'over' : 'later', language };
  }
}

/** Confluence may still show what was before the run: then nothing is given back until it has read the directory. */
function begunState({ steps }: StoredEntry): GiveBackState {
  return steps.some(({ outcome }) => outcome?.kind === 'pending-synchronisation') ? 'trying' : 'done';
}

interface Usable {
  readonly link: PersonalLink;
  readonly entry: StoredEntry;
  readonly state: 'open' | 'again';
}

async function open(context: Giving, text: string): Promise<Usable | GiveBackLook> {
  const { store, clock, linkSigners } = context;
  const link = readLink(linkSigners['give-back'], text);
  if (link === null) return { state: 'unknown', language: 'en' };
  const { runId, personId, language } = link;
  const [entry] = await store.runs.entries({ runId, after: personId - 1, limit: 1 });
  const run = await store.runs.get(runId);
  // Whom it was for was erased, or the store is an older one.
  if (run === null || entry?.personId !== personId) return { state: 'ended', language };
  const { userKey } = entry;
  if (!link.isFor({ userKey, policyId: run.policyId })) return { state: 'unknown', language };
  const used = await store.links.isUsed('give-back', link);
  const spent = used ? await judgeUsed(context, { run, entry }) : null;
  if (spent !== null) return { state: spent, language };
  if (link.endsAt < clock.now()) return { state: 'ended', language };
  if (changesInForce(entry).length === 0) return { state: 'over', language };
  if (await isHeld(context)) return { state: 'later', language };
  if (!(await hasSeatFor({ store }, entry))) return { state: 'no-seat', language };
  if (!used) return { link, entry, state: 'open' };
  const since = new Date(Date.parse(clock.now()) - hourMs).toISOString();
  const tries = await countTries(context, { run, personId, userKey }, since);
  return tries < triesAnHour ? { link, entry, state: 'again' } : { state: 'wait', language };
}

/** Whether live runs rest now, whatever they are about: a page that says "some minutes" must be one of a run that goes on. */
async function isHeld({ store, clock }: Giving): Promise<boolean> {
  const { processMode, emergencyStop, quietTimes } = await store.settings.all();
  return processMode !== 'live' || emergencyStop !== null || isQuiet(quietTimes, clock.now());
}

/** What a link says that was used already; null where nothing came of that, so that it is as good as before. */
async function judgeUsed(
  context: Giving,
  { run, entry }: { readonly run: Run; readonly entry: StoredEntry },
): Promise<GiveBackState | null> {
  const { personId, userKey } = entry;
  const giving = await followTries(context, { run, personId, userKey });
  switch (giving) {
    case 'under-way':
      return (await isHeld(context)) ? 'later' : begunState(entry);
    case 'waiting':
      return 'later';
    case 'given':
    case 'refused':
      return 'used';
    case 'nothing-left':
      return 'over';
    case 'not-yet':
    case 'none':
      return null;
  }
}
