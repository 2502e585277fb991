// Walks the stored audit trail in slices up to its present end, and holds it against all that was signed or found sound before.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkLinks, type LinkFault, type SoundUntil, type StoredLink } from '../../audit/check-links.ts';
import { noDigest } from '../../audit/entry.ts';
import type { AuditFaultCode } from '../../audit/fault.ts';
import type { CheckpointLine, CutLine } from '../../audit/lines.ts';
import { fingerprintOf, isSignedBy, type Signed, type Statement } from '../../audit/signature.ts';
import type { AuditRecords, StoredCheckpoint } from '../../store/audit.ts';

const entriesAtOnce = 500;

/** What this process found sound, all of it checked by itself except what had been removed before it first looked. */
export interface KnownSound extends SoundUntil {
  /** Up to which entry a marker stood for what was gone when the whole was first walked; 0 where nothing was. */
  readonly cutThrough: number;
}

type TrailFound =
  | { readonly sound: KnownSound; readonly fault: null }
  | { readonly sound: SoundUntil; readonly fault: LinkFault };

export interface TrailCheck {
  readonly audit: Pick<AuditRecords, 'chain' | 'checkpoints' | 'cuts' | 'keys' | 'lastCheckpoint' | 'readHead'>;
  /** The key that signs here today, whatever the store says; earlier ones are those that it keeps. Null where nobody signs. */
  readonly publicKey: string | null;
  /** What was found sound before: the store cannot take that back. */
  readonly known: KnownSound | null;
  /** From the beginning, not from what is known. */
  readonly whole: boolean;
}

/**
 * Ends at the head as it was when it began. Digests alone prove little, since whoever owns the database can compute them
 * anew: so every signed checkpoint on the way, and what is known, must name the same entries, and the head lie behind them.
 */
export async function checkTrail(check: TrailCheck): Promise<TrailFound> {
  const { audit, known, whole } = check;
  // Before the head: whatever is signed meanwhile by another process lies behind neither.
  const last = await audit.lastCheckpoint();
  const head = await audit.readHead();
  let sound: SoundUntil = whole || known === null ? { n: 0, digest: noDigest } : known;
  let cutThrough = 0;
  while (sound.n < head.number) {
    const links = await audit.chain({ after: sound.n, limit: Math.min(entriesAtOnce, head.number - sound.n) });
    const checked = checkLinks(sound, links);
    const isMissing = links.length === 0 || checked.fault?.code === 'entry-missing';
    const cut = isMissing ? await findCutBehind(check, checked.sound.n) : null;
    if (cut !== null && cut.fault !== null) return { sound: checked.sound, fault: cut.fault };
    if (cut === null && links.length === 0) return { sound, fault: { entry: sound.n + 1, code: 'entry-missing' } };
    if (cut === null && checked.fault !== null) return { sound: checked.sound, fault: checked.fault };
    const fault = cut === null ? await holdAgainstSigned(check, { after: sound.n, links }) : null;
    if (fault !== null) return { sound, fault };
    sound = cut?.sound ?? checked.sound;
    cutThrough = cut?.sound.n ?? cutThrough;
    await nextTurn();
  }
  const fault = await judgeEnd(check, { sound, head, last });
  if (fault !== null) return { sound, fault };
  // As it was first met: what was removed since then had been checked here.
  return { sound: { ...sound, cutThrough: known?.cutThrough ?? cutThrough }, fault };
}

/** Where the chain goes on behind entries that were removed in time, maybe by another process while this one walks. */
async function findCutBehind(
  check: TrailCheck,
  entry: number,
): Promise<{ readonly fault: LinkFault } | { readonly fault: null; readonly sound: SoundUntil } | null> {
  const cut = (await check.audit.cuts()).at(-1);
  if (cut === undefined || cut.through <= entry) return null;
  if (cut.kind === 'unreadable') return { fault: { entry: cut.through, code: 'cut-unreadable' } };
  const code = judgeSignature(await readKeys(check), cut) ?? (await judgeCut(check, cut));
  if (code !== null) return { fault: { entry: cut.through, code } };
  return { fault: null, sound: { n: cut.through, digest: cut.digest } };
}

/**
 * Whoever owns the database can add a key of their own and sign with it: so what was checked or signed under today's key is
 * removed by that key alone, and never behind another digest than it had.
 */
async function judgeCut({ audit, publicKey, known }: TrailCheck, cut: CutLine): Promise<AuditFaultCode | null> {
  const { through, digest } = cut;
  const today = publicKey === null ? null : fingerprintOf(publicKey);
  const isOurs = today === null || cut.key === today;
  const signed = await audit.checkpoints({ after: isOurs ? through - 1 : 0, through });
  // Whose it was, nobody can tell any more.
  if (signed.some(({ kind }) => kind === 'unreadable')) return 'checkpoint-unreadable';
  const readable = signed.filter((one) => one.kind === 'checkpoint');
  if (readable.some((one) => one.n === through && one.digest !== digest)) return 'checkpoint-contradicts';
  if (known?.n === through && known.digest !== digest) return 'written-anew';
  const isChecked = (known !== null && through > known.cutThrough) || readable.some(({ key }) => key === today);
  return !isOurs && isChecked ? 'cut-by-another-key' : null;
}

async function holdAgainstSigned(
  check: TrailCheck,
  { after, links }: { after: number; links: readonly StoredLink[] },
): Promise<LinkFault | null> {
  const digests = new Map(links.map(({ number, digest }) => [number, digest]));
  const checkpoints = await check.audit.checkpoints({ after, through: after + links.length });
  const keys = checkpoints.length === 0 ? new Map<string, string>() : await readKeys(check);
  for (const checkpoint of checkpoints) {
    const code =
      checkpoint.kind === 'unreadable'
        ? 'checkpoint-unreadable'
        : (judgeSignature(keys, checkpoint) ?? judgePlace(digests, checkpoint));
    if (code !== null) return { entry: checkpoint.n, code };
  }
  const { known } = check;
  const there = known === null ? undefined : digests.get(known.n);
  return known === null || there === undefined || there === known.digest
    ? null
    : { entry: known.n, code: 'written-anew' };
}

function judgePlace(digests: ReadonlyMap<number, string>, { n, digest }: CheckpointLine): AuditFaultCode | null {
  const there = digests.get(n);
  if (there === undefined) return 'checkpoint-out-of-place';
  return there === digest ? null : 'checkpoint-contradicts';
}

async function judgeEnd(
  check: TrailCheck,
  { sound, head, last }: { sound: SoundUntil; head: SoundEnd; last: StoredCheckpoint | null },
): Promise<LinkFault | null> {
  if (sound.n === head.number && sound.digest !== head.digest) return { entry: head.number, code: 'chain-broken' };
  // Wherever it stands, also behind a cut: the next one would hide it.
  if (last?.kind === 'unreadable') return { entry: last.n, code: 'checkpoint-unreadable' };
  if (last !== null && last.n > head.number) {
    return { entry: last.n, code: judgeSignature(await readKeys(check), last) ?? 'tail-missing' };
  }
  const { known } = check;
  return known !== null && known.n > head.number ? { entry: known.n, code: 'tail-missing' } : null;
}

type SoundEnd = Awaited<ReturnType<AuditRecords['readHead']>>;

/** Read after what they have signed, so that the first signature of a new key is not taken for a stranger's. */
async function readKeys({ audit, publicKey }: TrailCheck): Promise<ReadonlyMap<string, string>> {
  const keys = publicKey === null ? await audit.keys() : [...(await audit.keys()), publicKey];
  return new Map(keys.map((key) => [fingerprintOf(key), key]));
}

function judgeSignature<Said extends Statement>(
  keys: ReadonlyMap<string, string>,
  said: Signed<Said>,
): AuditFaultCode | null {
  const key = keys.get(said.key);
  if (key === undefined) return 'key-unknown';
  return isSignedBy(key, said) ? null : 'signature-wrong';
}
