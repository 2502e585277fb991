// Looks after the audit trail: checks it, signs checkpoints of what is sound, files them, and removes what is older than told.
import type { LinkFault, SoundUntil } from '../audit/check-links.ts';
import { type CutLine, writeLine } from '../audit/lines.ts';
import type { Signer } from '../audit/signature.ts';
import type { Clock } from '../clock.ts';
import { daysAfter } from '../domain/days-after.ts';
import type { Instant } from '../domain/user.ts';
import type { Log } from '../log.ts';
import type { StoredCheckpoint } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { checkTrail, type KnownSound } from './trail/check-trail.ts';

export interface TrailInput {
  readonly store: Pick<Store, 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly signer: Signer;
  /** Puts a file into the folder of checkpoints, in nobody's place, and tells under which name; null where none is configured. */
  readonly file: ((name: string, text: string) => Promise<string>) | null;
  /** How long entries are kept; null keeps all of them. */
  readonly keptDays: number | null;
}

/** What was found when the stored trail was last checked. */
export interface TrailState {
  /** Null before the first check of this process. */
  readonly checked: { readonly through: number; readonly at: Instant } | null;
  /** Once found, it stands for as long as this process runs. */
  readonly fault: LinkFault | null;
}

export interface TrailKeeper {
  /** Looks whether anything is due; returns at once. */
  readonly wake: () => void;
  readonly state: () => TrailState;
  /** Resolves when nothing is under way any more; for tests and for the end. */
  readonly settled: () => Promise<void>;
}

/** A checkpoint comes after so much time, or so many entries, whatever is first. */
const checkpointMs = 3_600_000;
const checkpointEntries = 1_000;
/** The whole trail is walked again after a day, even where nothing is new; between, only what is new. */
const wholeMs = 86_400_000;

export function createTrailKeeper(input: TrailInput): TrailKeeper {
  const { store, clock, log, signer } = input;
  let working: Promise<void> | null = null;
  let state: TrailState = { checked: null, fault: null };
  /** What this process found sound: the store cannot take it back. */
  let known: KnownSound | null = null;
  let wholeAtMs: number | null = null;

  /** Never signs over a fault: whoever has the last checkpoint must be able to tell. */
  const check = async (whole: boolean): Promise<KnownSound | null> => {
    const at = clock.now();
    const walk = { audit: store.audit, publicKey: signer.publicKey, known };
    const found = await checkTrail({ ...walk, whole });
    // Where what is new does not follow, what was known before may be what was changed: the first fault tells.
    const first = found.fault === null || whole ? found : await checkTrail({ ...walk, whole: true });
    const { sound, fault } = first.fault === null ? found : first;
    state = { checked: { through: sound.n, at }, fault };
    if (fault !== null) {
      log.error({ entry: fault.entry, code: fault.code }, 'the audit trail is broken');
      return null;
    }
    if (whole) wholeAtMs = Date.parse(at);
    known = sound;
    return known;
  };

  const work = async (): Promise<void> => {
    // What was broken once stays broken for this process, however sound it may have been made to look since.
    if (state.fault === null) {
      const now = clock.now();
      const last = await store.audit.lastCheckpoint();
      const { number: head } = await store.audit.readHead();
      const whole = wholeAtMs === null || last?.kind === 'unreadable' || Date.parse(now) - wholeAtMs >= wholeMs;
      const isShort = head < Math.max(last?.n ?? 0, known?.n ?? 0);
      if (whole || isShort || isDue({ last, head, now })) {
        const until = await check(whole);
        if (until !== null && until.n > (last?.n ?? 0)) await signCheckpoint(input, until);
        // Only what was walked just now: the marker is signed with the digest that stands there.
        if (until !== null && whole) await cutOld(input);
      }
    }
    await fileCheckpoints(input);
  };

  return {
    wake: () => {
      working ??= work()
        .catch((error: unknown) => log.error({ err: error }, 'the audit trail was not looked after'))
        .finally(() => {
          working = null;
        });
    },
    state: () => state,
    settled: async () => {
      while (working !== null) await working;
    },
  };
}

function isDue({ last, head, now }: { last: StoredCheckpoint | null; head: number; now: Instant }): boolean {
  const n = last?.n ?? 0;
  const at = last?.kind === 'checkpoint' ? last.at : null;
  if (head <= n) return false;
  return at === null || head - n >= checkpointEntries || Date.parse(now) - Date.parse(at) >= checkpointMs;
}

async function signCheckpoint({ store, clock, signer }: TrailInput, { n, digest }: SoundUntil): Promise<void> {
  const at = clock.now();
  await store.audit.noteKey({ publicKey: signer.publicKey, fingerprint: signer.fingerprint, at });
  await store.audit.saveCheckpoint(signer.sign({ kind: 'checkpoint' as const, v: 1, n, digest, at }));
}

const filedAtOnce = 100;

/** A folder that cannot be written holds nothing up: what is missing there is written at the next look. */
async function fileCheckpoints({ store, clock, log, signer, file }: TrailInput): Promise<void> {
  if (file === null) return;
  try {
    for (const checkpoint of await store.audit.unfiled(filedAtOnce)) {
      // The check tells of it.
      if (checkpoint.kind === 'unreadable') continue;
      const { publicKey, fingerprint } = signer;
      if (checkpoint.key === fingerprint) await file(`audit-key-${fingerprint.slice(0, 16)}.txt`, `${publicKey}\n`);
      const name = `audit-checkpoint-${String(checkpoint.n).padStart(12, '0')}.json`;
      const filed = await file(name, writeLine(checkpoint));
      if (filed !== name)
        log.error({ name, filed }, 'the folder holds another checkpoint of this entry, which was left there');
      await store.audit.noteFiled(checkpoint.n, clock.now());
    }
  } catch (error) {
    log.error({ err: error }, 'checkpoints of the audit trail cannot be written into their folder');
  }
}

/** Of a broken trail everything is kept: it has to be looked into. */
async function cutOld({ store, clock, log, signer, keptDays }: TrailInput): Promise<void> {
  if (keptDays === null) return;
  const at = clock.now();
  const found = await store.audit.findCut(daysAfter(at, -keptDays));
  if (found === null) return;
  const marker: CutLine = signer.sign({ kind: 'cut' as const, v: 1, ...found, at });
  await store.audit.cut(marker);
  log.info({ through: marker.through, entries: marker.entries }, 'old entries of the audit trail removed');
}
