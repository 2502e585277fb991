// Creating a user at Confluence: the name is read before the call and, where its answer is missing, after it.
import { HostFailure, type HostUser } from '../../adapters/ports.ts';
import type { WritePort } from '../../adapters/writes.ts';
import { provisionalKeyOf } from '../../domain/newcomer.ts';
import type { Outcome } from '../../domain/run.ts';
import { foldName } from '../../domain/user.ts';
import type { StoredEntry } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { HostPorts } from './host-step.ts';
import { makeRandomPassword } from './random-password.ts';
import type { StepWay } from './step-way.ts';

export interface CreationWork extends HostPorts {
  readonly writes: WritePort;
  readonly store: Pick<Store, 'runs'>;
  readonly run: { readonly mode: 'test' | 'live' };
}

const nameTaken: Outcome = { kind: 'refused', guard: 'name-taken' };

/** `attempts`: how many calls the journal holds already, none of which had an effect. */
export function createStep(work: CreationWork, entry: StoredEntry, attempts: number): StepWay {
  const { username, before } = entry;
  let sent = attempts > 0;
  return {
    look: async () => {
      const found = await lookFor(work, entry);
      if (found instanceof HostFailure) return { kind: 'failed', code: found.code };
      return found === null ? 'open' : nameTaken;
    },
    asksOthers: true,
    make: async () => {
      const password = makeRandomPassword();
      const { displayName, email } = before;
      const result = await work.writes.createUser({ username, displayName, email: email ?? '', password });
      // An earlier call may have come about after all: then the name is taken by ourselves.
      const late = sent && result.kind === 'refused' && result.code === 'host_conflict';
      sent = true;
      if (result.kind === 'done') await noteKey(work, entry, await lookFor(work, entry));
      return late ? { kind: 'unclear', code: 'host_conflict' } : result;
    },
    settle: (code) => settleCreation(work, entry, code),
  };
}

/** Creating takes a moment: somebody who is not there this long after an unclear call was not created by it. */
const creationMs = 10_000;

/** Finds out by reading the name what became of a call: only who has the display name asked for was created by it. */
export async function settleCreation(
  work: CreationWork,
  entry: StoredEntry,
  code: string,
): Promise<Outcome | 'no-effect'> {
  const untilMs = Date.parse(work.clock.now()) + creationMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(2_000, pauseMs * 2)) {
    const found = await lookFor(work, entry);
    if (found instanceof HostFailure) return { kind: 'unknown', code };
    if (found !== null) {
      if (foldName(found.displayName.trim()) !== foldName(entry.before.displayName.trim())) return nameTaken;
      await noteKey(work, entry, found);
      return { kind: 'applied' };
    }
    if (Date.parse(work.clock.now()) + pauseMs >= untilMs) return 'no-effect';
    await work.clock.sleep(pauseMs);
  }
}

async function lookFor({ reads }: CreationWork, { username }: StoredEntry): Promise<HostUser | HostFailure | null> {
  try {
    return await reads.readUser(provisionalKeyOf(username));
  } catch (error) {
    if (error instanceof HostFailure) return error;
    throw error;
  }
}

/** Whoever takes the creation back goes by the key, which nobody can inherit with the name. */
export async function noteKey(
  { store, run }: Pick<CreationWork, 'store' | 'run'>,
  { personId }: StoredEntry,
  found: HostUser | HostFailure | null,
): Promise<void> {
  if (run.mode === 'test' || found === null || found instanceof HostFailure) return;
  await store.runs.noteCreated({ personId, userKey: found.userKey });
}
