// Asks for a reading of Confluence and waits until it is there; what stands in the way meanwhile is told on stderr.
import type { HostDocument } from '../../contract/host.ts';
import type { SnapshotDocument, SnapshotRequestedDocument } from '../../contract/snapshots.ts';
import { type Api, signIn } from '../api/sign-in.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { openWaitNotes } from '../frame/wait-notes.ts';
import { describeReading } from './describe-reading.ts';

const lookMs = 1_000;

export async function readNow(call: Call): Promise<ExitCode> {
  const seconds = readSeconds(call);
  const api = await signIn(call);
  const { newestSnapshotId } = await api.post<SnapshotRequestedDocument>('/snapshots');
  const reading = await awaitReading(call, { api, after: newestSnapshotId ?? 0, seconds });
  call.out(call.json ? printJson(reading) : describeReading(reading));
  return reading.sources.some(({ state }) => state === 'failed') ? exitCodes.findings : exitCodes.well;
}

function readSeconds({ flags }: Call): number {
  const given = flags.get('wait') ?? '3600';
  if (typeof given === 'string' && /^[1-9]\d{0,5}$/.test(given)) return Number(given);
  throw new CommandFault(exitCodes.usage, '--wait needs a number of seconds, 1 or more.');
}

interface Awaited {
  readonly api: Api;
  /** The reading is the first one with a higher id. */
  readonly after: number;
  readonly seconds: number;
}

async function awaitReading(call: Call, { api, after, seconds }: Awaited): Promise<SnapshotDocument> {
  const { clock } = call;
  const beganMs = Date.parse(clock.now());
  const noteWhenDue = openWaitNotes(
    call,
    async () => (await findTrouble(api)) ?? 'Confluence is being read; a large or slow one takes its time.',
  );
  for (;;) {
    const newest = await findNewest(api);
    if (newest !== null && newest.id > after) return newest;
    if (Date.parse(clock.now()) >= beganMs + seconds * 1000) throw await giveUp(api, seconds);
    await noteWhenDue();
    await clock.sleep(lookMs);
  }
}

/** Null before the first reading there ever was. */
async function findNewest(api: Api): Promise<SnapshotDocument | null> {
  try {
    return await api.get<SnapshotDocument>('/snapshots/newest');
  } catch (error) {
    if (error instanceof CommandFault && error.exitCode === exitCodes.declined) return null;
    throw error;
  }
}

async function findTrouble(api: Api): Promise<string | null> {
  const { failure } = await api.get<HostDocument>('/host');
  return failure?.message ?? null;
}

async function giveUp(api: Api, seconds: number): Promise<CommandFault> {
  const why = (await findTrouble(api)) ?? 'It may go on; the log of the sidecar tells whether it broke off.';
  return new CommandFault(
    exitCodes.hostUnreachable,
    `No reading came within ${seconds === 1 ? 'a second' : `${seconds} seconds`}. ${why}`,
  );
}
