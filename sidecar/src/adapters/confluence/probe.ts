// Remembers what this Confluence can do: asked at first need, again when it grew old or when the host contradicts it.
import type { Clock } from '../../clock.ts';
import { type Capability, type CapabilityState, HostFailure } from '../ports.ts';

/** What was found, with the details that reading needs. */
export interface Findings {
  readonly states: readonly CapabilityState[];
  /** Where licensed users are listed; null where they are not. */
  readonly activityPath: string | null;
  /** Whether groups are asked about by query. */
  readonly groupsByQuery: boolean;
  /** How everybody is found: by REST's list, as members of all groups, or as those and whom the Remote API names. */
  readonly everybody: 'listed' | 'by-groups' | 'by-groups-and-remote-api';
}

export interface Probe {
  readonly findings: (options?: { again?: boolean }) => Promise<Findings>;
  /**
   * Called when the host does not do what was found: the next question asks anew. A change that REST answered as
   * missing is doubted for an hour: then a version alone does not prove it any more.
   */
  readonly forget: (missing?: Capability) => void;
  /**
   * Called when a change was answered with the wish for a secure administrator session: no harmless question is
   * certain to tell that, so everything that goes by JSON-RPC counts as absent for an hour.
   */
  readonly noteWebSudo: () => void;
}

/** What the host said by itself counts this long; asking `again` ends it at once. */
const noteMs = 3_600_000;

/** Findings are asked for again after this long. */
const keepMs = 3_600_000;
/** Where an administrator can change the answer in Confluence, findings are soon asked for again. */
const keepWhileCurableMs = 60_000;

interface Memory {
  readonly round: Promise<Findings>;
  readonly askedAtMs: number;
}

/**
 * Several callers share one round of questions; a round that failed is not remembered. When findings that grew old
 * cannot be renewed, they go on being used: whoever acts on them will hear from the host itself.
 */
export function createProbe(ask: (doubted: ReadonlySet<Capability>) => Promise<Findings>, clock: Clock): Probe {
  let known: Memory | null = null;
  const missingAtMs = new Map<Capability, number>();
  let webSudoAtMs = Number.NEGATIVE_INFINITY;
  const nowMs = () => Date.parse(clock.now());
  /** Not what lies ahead: it was noted before the clock was set back, nobody knows how long ago. */
  const isWithin = (spanMs: number, atMs: number): boolean => {
    const ageMs = nowMs() - atMs;
    return ageMs >= 0 && ageMs <= spanMs;
  };

  const askNow = (previous: Memory | null): Memory => {
    const doubted = [...missingAtMs].filter(([, atMs]) => isWithin(noteMs, atMs)).map(([capability]) => capability);
    const round = ask(new Set(doubted)).catch((error: unknown) => {
      if (known === memory) known = null;
      if (previous === null || !(error instanceof HostFailure)) throw error;
      return previous.round;
    });
    const memory: Memory = { round, askedAtMs: nowMs() };
    known = memory;
    return memory;
  };

  const recall = async (): Promise<Findings> => {
    const memory = known ?? askNow(null);
    const findings = await memory.round;
    const kept = findings.states.some(isCurable) ? keepWhileCurableMs : keepMs;
    if (isWithin(kept, memory.askedAtMs)) return findings;
    return (known === memory || known === null ? askNow(memory) : known).round;
  };

  return {
    findings: async ({ again = false } = {}) => {
      if (again) {
        webSudoAtMs = Number.NEGATIVE_INFINITY;
        missingAtMs.clear();
      }
      const findings = again ? await askNow(null).round : await recall();
      return isWithin(noteMs, webSudoAtMs) ? withdrawRemote(findings) : findings;
    },
    forget: (missing) => {
      known = null;
      if (missing !== undefined) missingAtMs.set(missing, nowMs());
    },
    noteWebSudo: () => {
      webSudoAtMs = nowMs();
    },
  };
}

function isCurable({ absence }: CapabilityState): boolean {
  return absence === 'host_remote_api_off' || absence === 'host_websudo';
}

function withdrawRemote(findings: Findings): Findings {
  return {
    ...findings,
    states: findings.states.map((state) =>
      state.way !== 'json-rpc'
        ? state
        : {
            ...state,
            present: false,
            way: null,
            absence: 'host_websudo',
            evidence: 'a change was answered with WebSudoRequiredException',
          },
    ),
  };
}
