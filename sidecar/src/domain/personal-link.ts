// A link in a mail that lets its reader do one thing without signing in: what it says, signed. It names nobody, only numbers.
import type { PolicyId } from './policy.ts';
import type { Instant, UserKey } from './user.ts';

/** Each purpose has a key of its own, so that no link does what another is for. */
export type LinkPurpose = 'keep' | 'give-back';

export interface PersonalLink {
  readonly runId: number;
  /** The user's entry in that run. */
  readonly personId: number;
  /** Of the page it opens. */
  readonly language: 'en' | 'de';
  readonly endsAt: Instant;
}

/** Whose entry a link is about. It stands in the signature alone: a store begun anew hands the same numbers to others. */
export interface LinkOwner {
  readonly userKey: UserKey;
  readonly policyId: PolicyId;
}

/** Signs with the key of one purpose; a signature is 43 letters that are safe in an address. */
export interface LinkSigner {
  readonly sign: (body: string, owner: LinkOwner) => string;
  /** Whether we wrote this for anybody at all; told without the store, so that a forged link learns nothing of it. */
  readonly isOurs: (body: string, signature: string) => boolean;
  /** Whether it was written for this owner. Both take the same time whatever is wrong. */
  readonly isFor: (body: string, owner: LinkOwner, signature: string) => boolean;
}

interface ReadLink extends PersonalLink {
  /** To be asked of whoever has that entry in the store now, before anything is said or done. */
  readonly isFor: (owner: LinkOwner) => boolean;
}

/** `1.<run>.<person>.<language>.<end in seconds>.<signature>`, all of it safe in an address. */
export function writeLink({ sign }: LinkSigner, link: PersonalLink, owner: LinkOwner): string {
  const { runId, personId, language, endsAt } = link;
  const body = ['1', runId, personId, language, Math.floor(Date.parse(endsAt) / 1000)].join('.');
  return `${body}.${sign(body, owner)}`;
}

/** What a link says, or null where we did not sign it. Whether it has ended, and whose it is, is for the caller to judge. */
export function readLink({ isOurs, isFor }: LinkSigner, text: string): ReadLink | null {
  const [, body, runId, personId, language, seconds, signature] =
    /^(1\.(\d{1,15})\.(\d{1,15})\.(en|de)\.(\d{1,12}))\.([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (body === undefined || signature === undefined) return null;
  if (!isOurs(body, signature)) return null;
  return {
    runId: Number(runId),
    personId: Number(personId),
    language: language === 'de' ? 'de' : 'en',
    endsAt: new Date(Number(seconds) * 1000).toISOString(),
    isFor: (owner) => isFor(body, owner, signature),
  };
}
