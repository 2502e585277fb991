// Checks stored entries one after the other: text against digest, digest against the next; used before anything is signed.
import { digestOf } from './entry.ts';
import type { AuditFaultCode } from './fault.ts';

/** The entry up to which everything was sound. */
export interface SoundUntil {
  readonly n: number;
  readonly digest: string;
}

export interface StoredLink {
  readonly number: number;
  readonly body: string;
  readonly digest: string;
}

export interface LinkFault {
  readonly entry: number;
  readonly code: AuditFaultCode;
}

/** Goes on from where the chain was sound; stops at the first entry that is not. */
export function checkLinks(
  from: SoundUntil,
  links: readonly StoredLink[],
): { readonly sound: SoundUntil; readonly fault: LinkFault | null } {
  let sound = from;
  for (const { number, body, digest } of links) {
    const code = judge(sound, { number, body, digest });
    if (code !== null) return { sound, fault: { entry: code === 'entry-missing' ? sound.n + 1 : number, code } };
    sound = { n: number, digest };
  }
  return { sound, fault: null };
}

function judge(before: SoundUntil, { number, body, digest }: StoredLink): AuditFaultCode | null {
  if (number !== before.n + 1) return 'entry-missing';
  if (digestOf(body) !== digest) return 'entry-changed';
  const { n, previous } = readLink(body);
  if (n !== number) return 'entry-out-of-place';
  return previous === before.digest ? null : 'chain-broken';
}

/** The text has the right digest, so this product wrote it. */
function readLink(body: string): { readonly n: unknown; readonly previous: unknown } {
  const entry: { readonly n: unknown; readonly previous: unknown } = JSON.parse(body);
  return entry;
}
