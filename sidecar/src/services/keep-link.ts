// What becomes of a "keep me" link: looking at it changes nothing, using it does once what it says.
import { type PersonalLink, readLink } from '../domain/personal-link.ts';
import type { Report } from '../domain/report.ts';
import { keepsCountFrom, keepTimesOf } from '../domain/stage/keep.ts';
import type { LinkedPerson } from '../store/personal-links.ts';
import type { StoredEntry } from '../store/runs.ts';
import type { ServiceContext } from './service-context.ts';

type Kept = Pick<ServiceContext, 'store' | 'clock' | 'linkSigners'>;

/**
 * `unknown`: not signed by us, or by us for somebody else who has the numbers no more. `ended`: its days are over, or whom it
 * was for is not in the store any more. `over`: nothing is left to be kept from.
 */
export type LinkState = 'open' | 'done' | 'used' | 'ended' | 'too-often' | 'over' | 'unknown';

export interface LinkLook {
  readonly state: LinkState;
  readonly language: PersonalLink['language'];
}

export async function lookAtKeepLink(context: Kept, text: string): Promise<LinkLook> {
  const found = await open(context, text);
  if ('state' in found) return found;
  const { person, times, language } = found;
  const { store, clock } = context;
  if (!(await store.links.isWarned(person))) return { state: 'over', language };
  const since = keepsCountFrom(clock.now());
  const used = await store.links.countSince({ purpose: 'keep', ...person, since });
  return { state: used >= times ? 'too-often' : 'open', language };
}

/** Notes that the user wants to stay. Only the first use does anything. */
export async function useKeepLink(context: Kept, text: string): Promise<LinkLook> {
  const found = await open(context, text);
  if ('state' in found) return found;
  const { person, times, language } = found;
  const at = context.clock.now();
  const answer = await context.store.links.keep({ ...person, times, since: keepsCountFrom(at), at });
  return { state: answer === 'kept' ? 'done' : answer, language };
}

interface Opened {
  readonly person: LinkedPerson;
  readonly times: number;
  readonly language: PersonalLink['language'];
}

async function open({ store, clock, linkSigners }: Kept, text: string): Promise<Opened | LinkLook> {
  const link = readLink(linkSigners.keep, text);
  if (link === null) return { state: 'unknown', language: 'en' };
  const { runId, personId, language } = link;
  const entry = await findEntry({ store }, link);
  const run = await store.runs.get(runId);
  if (entry === null || run === null) return { state: 'ended', language };
  const { userKey, username } = entry;
  if (!link.isFor({ userKey, policyId: run.policyId })) return { state: 'unknown', language };
  if (await store.links.isUsed('keep', link)) return { state: 'used', language };
  if (link.endsAt < clock.now()) return { state: 'ended', language };
  const report = (await store.runs.report(runId)) as Report | null;
  const decision = entry.before.stage?.decision;
  if (report === null || decision?.kind !== 'due') return { state: 'unknown', language };
  return {
    person: { runId, personId, policyId: run.policyId, userKey, username },
    times: keepTimesOf(report.stages ?? [], decision.stage),
    language,
  };
}

async function findEntry(
  { store }: Pick<Kept, 'store'>,
  { runId, personId }: Pick<PersonalLink, 'runId' | 'personId'>,
): Promise<StoredEntry | null> {
  const [entry] = await store.runs.entries({ runId, after: personId - 1, limit: 1 });
  return entry?.personId === personId ? entry : null;
}
