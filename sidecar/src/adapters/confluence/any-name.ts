// Whether the Remote API carries the names that REST's paths cannot: asked once a change needs it, remembered for a while.
import type { Clock } from '../../clock.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type AccountCredentials, type CapabilityState, HostFailure } from '../ports.ts';
import type { AnyNameAbsence, HostAbsence } from './absences.ts';
import { askRemoteApi } from './remote-questions.ts';

export interface AnyName {
  /** Asks at first need and again once the answer grew old. Never throws for anything the host does. */
  readonly ask: (options?: { again?: boolean }) => Promise<CapabilityState>;
  /** Called when the Remote API does not do what was found. */
  readonly forget: () => void;
  /** Called when a change was answered with the wish for a secure session: that counts for an hour, or until asked again. */
  readonly noteWebSudo: () => void;
}

export interface AnyNameQuestion {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly credentials: AccountCredentials;
}

const keepMs = 3_600_000;
/** A no may be cured by an administrator, in Confluence or in the proxy before it. */
const keepRefusalMs = 60_000;

interface Memory {
  readonly state: Promise<CapabilityState>;
  readonly askedAtMs: number;
  readonly keepMs: number;
}

/** Nothing is sent before the first question; several who ask at the same time share one answer. */
export function rememberAnyName(question: AnyNameQuestion): AnyName {
  let known: Memory | null = null;
  const nowMs = () => Date.parse(question.clock.now());
  const keep = (state: Promise<CapabilityState>, ms: number): Promise<CapabilityState> => {
    known = { state, askedAtMs: nowMs(), keepMs: ms };
    return state;
  };
  return {
    ask: async ({ again = false } = {}) => {
      if (!again && known !== null && nowMs() - known.askedAtMs <= known.keepMs) return known.state;
      const state = await keep(askNow(question), keepRefusalMs);
      if (state.present) void keep(Promise.resolve(state), keepMs);
      return state;
    },
    forget: () => {
      known = null;
    },
    noteWebSudo: () => {
      const evidence = 'a change was answered with WebSudoRequiredException';
      void keep(Promise.resolve(stateOf({ absence: 'host_names_websudo', evidence }, question.clock)), keepMs);
    },
  };
}

async function askNow({ http, clock, credentials }: AnyNameQuestion): Promise<CapabilityState> {
  try {
    const { changes, evidence } = await askRemoteApi(http, credentials);
    return stateOf({ absence: changes === null ? null : wordForNames(changes), evidence }, clock);
  } catch (error) {
    // The rest of the host works without it: what is not told here only keeps these names from being changed.
    if (!(error instanceof HostFailure)) throw error;
    return stateOf({ absence: 'host_names_absent', evidence: error.message }, clock);
  }
}

function wordForNames(absence: HostAbsence): AnyNameAbsence {
  if (absence === 'host_basic_needed') return 'host_names_basic_needed';
  if (absence === 'host_remote_api_off') return 'host_names_remote_api_off';
  return absence === 'host_websudo' ? 'host_names_websudo' : 'host_names_absent';
}

function stateOf(told: { absence: AnyNameAbsence | null; evidence: string }, clock: Clock): CapabilityState {
  const present = told.absence === null;
  return { capability: 'changes.any-name', present, way: present ? 'json-rpc' : null, ...told, probedAt: clock.now() };
}
