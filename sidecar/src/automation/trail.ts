// Looks after the audit trail: checks it, signs checkpoints of what is sound, files them, and removes what is older than told.
import type { LinkFault, SoundUntil } from '../audit/check-links.ts';
import { type CheckpointLine, type CutLine, writeLine } from '../audit/lines.ts';
import type { Signer } from '../audit/signature.ts';
import type { Clock } from '../clock.ts';
import { daysAfter } from '../domain/days-after.ts';
import type { Instant } from '../domain/user.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { checkTrail, findBeginning } from './trail/check-trail.ts';

export interface TrailInput {
  readonly store: Pick<Store, 'audit'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly signer: Signer;
  /** Writes a file into the folder of checkpoints; null where none is configured. */
  readonly file: ((name: string, text: string) => Promise<void>) | null;
  /** How long entries are kept; null keeps all of them. */
  readonly keptDays: number | null;
}

/** What was found when the stored trail was last checked. */
export interface TrailState {
  /** Null before the first check of this process. */
  readonly checked: { readonly through: number; readonly at: Instant } | null;
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
/** The whole trail is walked again after a day; between, only what is new. */
const wholeMs = 86_400_000;

export function createTrailKeeper(input: TrailInput): TrailKeeper {
  const { store, clock, log } = input;
  let working: Promise<void> | null = null;
  let state: TrailState = { checked: null, fault: null };
  let sound: SoundUntil | null = null;
  let wholeAtMs = 0;

  /** Never signs over a fault: whoever has the last checkpoint must be able to tell. */
  const check = async (): Promise<SoundUntil | null> => {
    const at = clock.now();
    const whole = sound === null || Date.parse(at) - wholeAtMs >= wholeMs;
    const from = whole || sound === null ? await findBeginning(store.audit) : sound;
    const found = await checkTrail(store.audit, from);
    if (found.fault !== null && state.fault?.entry !== found.fault.entry) {
      log.error({ entry: found.fault.entry, code: found.fault.code }, 'the audit trail is broken');
    }
    state = { checked: { through: found.sound.n, at }, fault: found.fault };
    if (whole) wholeAtMs = Date.parse(at);
    sound = found.fault === null ? found.sound : null;
    return sound;
  };

  const work = async (): Promise<void> => {
    const last = await store.audit.lastCheckpoint();
    const head = await store.audit.readHead();
    if (state.checked === null || isDue({ last, head: head.number, now: clock.now() })) {
      const until = await check();
      if (until !== null && until.n > (last?.n ?? 0)) await signCheckpoint(input, until);
    }
    await fileCheckpoints(input);
    await cutOld(input, state);
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

function isDue({ last, head, now }: { last: CheckpointLine | null; head: number; now: Instant }): boolean {
  const { n = 0, at = null } = last ?? {};
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
      const { publicKey, fingerprint } = signer;
      if (checkpoint.key === fingerprint) await file(`audit-key-${fingerprint.slice(0, 16)}.txt`, `${publicKey}\n`);
      await file(`audit-checkpoint-${String(checkpoint.n).padStart(12, '0')}.json`, writeLine(checkpoint));
      await store.audit.noteFiled(checkpoint.n, clock.now());
    }
  } catch (error) {
    log.error({ err: error }, 'checkpoints of the audit trail cannot be written into their folder');
  }
}

async function cutOld({ store, clock, log, signer, keptDays }: TrailInput, { fault }: TrailState): Promise<void> {
  // Of a broken trail everything is kept: it has to be looked into.
  if (keptDays === null || fault !== null) return;
  const at = clock.now();
  const found = await store.audit.findCut(daysAfter(at, -keptDays));
  if (found === null) return;
  const marker: CutLine = signer.sign({ kind: 'cut' as const, v: 1, ...found, at });
  await store.audit.cut(marker);
  log.info({ through: marker.through, entries: marker.entries }, 'old entries of the audit trail removed');
}
