// Makes the links that go into mails to users: only where they would do something, each for one user of one run.

import { giveBackEndsAt } from '../domain/give-back.ts';
import { type LinkPurpose, type LinkSigner, writeLink } from '../domain/personal-link.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import { keepLinkEndsAt, keepsCountFrom, keepTimesOf } from '../domain/stage/keep.ts';
import type { Instant } from '../domain/user.ts';
import type { Store } from '../store/store.ts';

export type LinkSigners = Readonly<Record<LinkPurpose, LinkSigner>>;

/** A link and when it ends. */
export interface MadeLink {
  readonly url: string;
  readonly endsAt: Instant;
}

export type LinkFor = (
  user: ReportedUser,
  report: Report,
  /** `language`: of the page it opens. */
  mail: { readonly sentAt: Instant; readonly language: 'en' | 'de' },
) => Promise<MadeLink | null>;

export interface LinksInput {
  readonly store: Pick<Store, 'links'>;
  readonly signers: LinkSigners;
  /** Null leaves all links out. */
  readonly publicUrl: string | null;
}

/** The "keep me" link of a warning; null once the user has had it often enough, or the policy wants none. */
export function createKeepLinks({ store, signers, publicUrl }: LinksInput): LinkFor {
  return async ({ personId, userKey, before }, { runId, policy, stages = [] }, { sentAt, language }) => {
    const decision = before.stage?.decision;
    if (publicUrl === null || personId === undefined || decision?.kind !== 'due') return null;
    const policyId = policy.id as PolicyId;
    const since = keepsCountFrom(sentAt);
    const used = await store.links.countSince({ purpose: 'keep', policyId, userKey, since });
    if (used >= keepTimesOf(stages, decision.stage)) return null;
    const endsAt = keepLinkEndsAt(sentAt);
    const text = writeLink(signers.keep, { runId, personId, language, endsAt }, { userKey, policyId });
    return { url: `${publicUrl}/keep/${text}`, endsAt };
  };
}

/** The link by which somebody takes back what the run took; it ends with the days of the policy, whenever the mail went out. */
export function createGiveBackLinks({ signers, publicUrl }: Omit<LinksInput, 'store'>): LinkFor {
  return async ({ personId, userKey }, { runId, policy, giveBack, finishedAt }, { language }) => {
    if (publicUrl === null || personId === undefined || giveBack === undefined) return null;
    const endsAt = giveBackEndsAt(finishedAt, giveBack);
    const owner = { userKey, policyId: policy.id as PolicyId };
    const text = writeLink(signers['give-back'], { runId, personId, language, endsAt }, owner);
    return { url: `${publicUrl}/give-back/${text}`, endsAt };
  };
}
