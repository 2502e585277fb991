// Sends one write, says what became of it without ever guessing, and settles by reading what its answer left open.
import type { Clock } from '../../clock.ts';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import type { WriteResult } from '../writes.ts';
import type { Abilities, WriteAbility } from './abilities.ts';
import { failureCodeOf, isPage, reasonOf } from './answers.ts';
import type { CrowdClient } from './client.ts';
import type { CrowdFailureCode } from './failure-codes.ts';

export interface Write {
  readonly ability: WriteAbility;
  readonly spec: RequestSpec;
  /** Refusals that say that it is so already. */
  readonly already?: readonly CrowdFailureCode[];
  /** Reads whether it is so now; left out where reading cannot tell. */
  readonly isDone?: () => Promise<boolean>;
}

export interface Sender {
  readonly crowd: CrowdClient;
  readonly abilities: Abilities;
  readonly clock: Clock;
}

/** Sends once. Never throws `HostFailure`. */
export async function sendWrite({ crowd, abilities, clock }: Sender, write: Write): Promise<WriteResult> {
  const { answer, result } = await send(crowd, write.spec);
  abilities.learn(write.ability, result, clock);
  if (result.kind === 'refused' && write.already?.some((code) => code === result.code)) return { kind: 'done' };
  return result.kind === 'unclear' ? settle(result, answer, write) : result;
}

async function send(crowd: CrowdClient, spec: RequestSpec): Promise<{ answer: Answer | null; result: WriteResult }> {
  try {
    const answer = await crowd.ask(spec);
    return { answer, result: resultOf(answer) };
  } catch (error) {
    return { answer: null, result: resultOfFailure(error) };
  }
}

/** A 4xx is a no. A 5xx, a redirect, or a 2xx that is none of Crowd's leaves open what happened. */
function resultOf(answer: Answer): WriteResult {
  const code = failureCodeOf(answer);
  if (code === null) {
    return isPage(answer) ? { kind: 'unclear', code: 'crowd_not_data' } : { kind: 'done' };
  }
  const saidNo = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
  return saidNo ? { kind: 'refused', code, status: answer.status } : { kind: 'unclear', code };
}

/** Without a connection nothing was changed; a connection that broke, or an answer that did not come, leaves it open. */
function resultOfFailure(error: unknown): WriteResult {
  if (!(error instanceof HostFailure)) throw error;
  const arrived = error instanceof TransportFailure && error.arrived === 'perhaps';
  return arrived ? { kind: 'unclear', code: error.code } : { kind: 'refused', code: error.code, status: error.status };
}

/**
 * What reading shows as done is done. What it does not show is refused only where Crowd itself said that the operation
 * failed; a request whose answer got lost may still be at work.
 */
async function settle(
  result: Extract<WriteResult, { kind: 'unclear' }>,
  answer: Answer | null,
  { isDone }: Write,
): Promise<WriteResult> {
  if (isDone === undefined) return result;
  try {
    if (await isDone()) return { kind: 'done' };
  } catch (error) {
    if (error instanceof HostFailure) return result;
    throw error;
  }
  const failedBySaying = answer !== null && reasonOf(answer) !== null;
  return failedBySaying ? { kind: 'refused', code: result.code, status: answer.status } : result;
}
