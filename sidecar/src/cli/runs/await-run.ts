// Waits until a run is over, or rests until a person lets it go on. The waiting can be broken off at any time: the run goes on.
import type { HostDocument } from '../../contract/host.ts';
import type { ProcessDocument } from '../../contract/process.ts';
import type { RunDetailDocument } from '../../contract/runs.ts';
import { hasTrouble } from '../../domain/report-when.ts';
import type { Api } from '../api/sign-in.ts';
import type { Call } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { openWaitNotes } from '../frame/wait-notes.ts';
import { describeRun } from './describe-run.ts';

export interface RestedRun {
  readonly detail: RunDetailDocument;
  /** Who pulled the emergency stop under which it rests; null where it rests for another reason, or is over. */
  readonly stoppedBy: string | null;
}

const lookMs = 1_000;

/** There is no limit to the waiting: quiet times and limits per minute may hold a run for hours. */
export async function awaitRun(call: Call, { api, id }: { api: Api; id: number }): Promise<RestedRun> {
  let detail = await api.get<RunDetailDocument>(`/runs/${id}`);
  const noteWhenDue = openWaitNotes(call, async () => {
    const { failure } = await api.get<HostDocument>('/host');
    return failure?.message ?? `${describeRun(detail.run)}.`;
  });
  call.err('Waiting for its end. Breaking the waiting off (Ctrl-C) does not stop the run.\n');
  for (;;) {
    const { run } = detail;
    if (run.state === 'finished' || run.pausedBy !== null) return { detail, stoppedBy: null };
    const { emergencyStop } = await api.get<ProcessDocument>('/process');
    if (emergencyStop !== null) return { detail, stoppedBy: emergencyStop.by };
    await noteWhenDue();
    await call.clock.sleep(lookMs);
    detail = await api.get<RunDetailDocument>(`/runs/${id}`);
  }
}

/**
 * A held plan is a no by which nothing was done; everything else that is not well was done in part, or is
 * not known. Changes of earlier runs that came undone are no fault of this one: the report tells them.
 */
export function judgeRun({ detail: { run, counts } }: RestedRun): ExitCode {
  const { state, ending } = run;
  if (state !== 'finished' || ending === null) return exitCodes.findings;
  if (ending === 'quarantined') return exitCodes.declined;
  return hasTrouble({ ending, outcomes: counts }) ? exitCodes.findings : exitCodes.well;
}

/** How it stands, what became of the users, and what a person can do next. Ends with a line break. */
export function describeRest({ detail: { run, counts }, stoppedBy }: RestedRun): string {
  const { id, state, ending, pausedBy } = run;
  const next = () => {
    if (ending === 'quarantined') return [`its plan is held, nobody was changed: user-management plan ${id}`];
    if (state === 'finished') return [];
    if (stoppedBy !== null) return [`it rests under the emergency stop, which ${stoppedBy} pulled`];
    return pausedBy === null ? [] : [`it rests until it is let go on: user-management resume ${id}`];
  };
  const became = ending === 'quarantined' ? [] : [...say('users', counts.users), ...say('read back', counts.verified)];
  return `${[describeRun(run), ...became, ...next()].join('\n')}\n`;
}

function say(what: string, counts: Readonly<Record<string, number>>): string[] {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return told.length === 0 ? [] : [`${what}: ${told.map(([kind, count]) => `${count} ${kind}`).join(', ')}`];
}
