// Walks the stored audit trail in slices, from where it was last found sound to its present end.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkLinks, type LinkFault, type SoundUntil } from '../../audit/check-links.ts';
import { noDigest } from '../../audit/entry.ts';
import type { AuditRecords } from '../../store/audit.ts';

const entriesAtOnce = 500;

/** Where the kept chain begins: at entry 1, or behind the last removed one. */
export async function findBeginning(audit: Pick<AuditRecords, 'cuts'>): Promise<SoundUntil> {
  const cut = (await audit.cuts()).at(-1);
  return cut === undefined ? { n: 0, digest: noDigest } : { n: cut.through, digest: cut.digest };
}

/** Ends at the head as it was when it began; a head that no entry has is a fault, too. */
export async function checkTrail(
  audit: Pick<AuditRecords, 'chain' | 'readHead'>,
  from: SoundUntil,
): Promise<{ readonly sound: SoundUntil; readonly fault: LinkFault | null }> {
  const head = await audit.readHead();
  let sound = from;
  while (sound.n < head.number) {
    const links = await audit.chain({ after: sound.n, limit: Math.min(entriesAtOnce, head.number - sound.n) });
    if (links.length === 0) return { sound, fault: { entry: sound.n + 1, code: 'entry-missing' } };
    const checked = checkLinks(sound, links);
    if (checked.fault !== null) return checked;
    sound = checked.sound;
    await nextTurn();
  }
  const same = sound.n !== head.number || sound.digest === head.digest;
  return { sound, fault: same ? null : { entry: head.number, code: 'chain-broken' } };
}
