// Runs the checks one after the other, leaves out those that an earlier fault makes pointless, and keeps what was found.
import { connectConfluence } from '../../adapters/confluence/connect.ts';
import type { Clock } from '../../clock.ts';
import type { Config, Secrets } from '../../config.ts';
import { inspectStore } from '../../store/inspect.ts';
import { openAsker } from '../site/open-asker.ts';
import { addressOfStore } from './address-of-store.ts';
import type { Check, Ground } from './check.ts';
import { checks } from './checks.ts';
import { explainError } from './explain-failure.ts';
import type { Finding } from './finding.ts';

/** One check and what came of it; `skippedFor` names the check whose fault made it pointless. */
export interface Examined {
  readonly check: Check;
  readonly findings: readonly Finding[];
  readonly skippedFor: string | null;
}

export interface Patient {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly mail: boolean;
}

/** Throws only for faults of ours. */
export async function examine({ config, secrets, clock, mail }: Patient): Promise<readonly Examined[]> {
  const { url } = config.confluence;
  const credentials = secrets.confluence;
  const asker = openAsker({ url, credentials, clock });
  const retry = { tries: 2, busyTries: 3 };
  const connection = connectConfluence({
    url,
    credentials,
    clock,
    timeoutMs: 15_000,
    http: { retry, deadlineMs: 30_000 },
  });
  const store = remember(() => waitAtMost(patienceMs, inspectStore(addressOfStore(config, secrets)), clock));
  const examined: Examined[] = [];
  const ground: Ground = {
    config,
    secrets,
    clock,
    mail,
    asker,
    host: connection.host,
    listGroups: connection.reads.listGroups,
    inspectStore: store,
    passed: (name) => hasPassed(examined, name),
  };
  try {
    for (const check of checks) {
      const { after } = check;
      const skippedFor = after !== undefined && !ground.passed(after) ? after : null;
      const findings = skippedFor === null ? await check.run(ground).catch((error) => [explainError(error)]) : [];
      examined.push({ check, findings, skippedFor });
    }
    return examined;
  } finally {
    await asker.close();
    await connection.close();
  }
}

function hasPassed(examined: readonly Examined[], name: string): boolean {
  const one = examined.find(({ check }) => check.name === name);
  return one !== undefined && one.skippedFor === null && one.findings.every(({ level }) => level !== 'fault');
}

/** A database behind a wall that swallows everything would never answer. */
const patienceMs = 10_000;

async function waitAtMost<Value>(limitMs: number, work: Promise<Value>, clock: Clock): Promise<Value> {
  const ended = new AbortController();
  const late = clock.sleep(limitMs, ended.signal).then((): never => {
    throw Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' });
  });
  late.catch(() => undefined);
  return Promise.race([work, late]).finally(() => ended.abort());
}

function remember<Value>(look: () => Promise<Value>): () => Promise<Value> {
  let looking: Promise<Value> | null = null;
  return () => {
    looking ??= look();
    return looking;
  };
}
