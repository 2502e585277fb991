// Writes a run's report and its mails in the transaction that ends the run.
import type { Clock } from '../clock.ts';
import { daysAfter } from '../domain/days-after.ts';
import { tellDaysBefore } from '../domain/exemption.ts';
import { tookAccess } from '../domain/give-back.ts';
import { type DoneSeats, openDoneSeatCount } from '../domain/licence/done-seats.ts';
import { provisioningPolicy } from '../domain/newcomer.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { EndingExemption, Report, ReportedSource } from '../domain/report.ts';
import { gathersReports, wantsReport } from '../domain/report-when.ts';
import type { Run } from '../domain/run.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { nextTicks } from '../domain/schedule/ticks.ts';
import { actionsOfAll } from '../domain/stage/stage.ts';
import { endsSoon } from '../domain/token-end.ts';
import type { Instant } from '../domain/user.ts';
import { foreseeWave } from '../domain/waves.ts';
import { sentenceOf } from '../errors.ts';
import { hasNewPassword } from '../mail/password-notice.ts';
import type { OutboxMail } from '../store/outbox.ts';
import { canGrowOutdated, isPlanOutdated } from '../store/outdated-plan.ts';
import { presentMode } from '../store/present-mode.ts';
import type { OutcomeCounts, StoredPlan } from '../store/runs.ts';
import type { Snapshot, SourceReading } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { gatherHandOvers } from './hand-overs.ts';
import { readAllEntries } from './read-all-entries.ts';
import { findRecipients } from './report-recipients.ts';
import { gatherMoves } from './stages/gather-moves.ts';

export interface ReportInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly figures: ReportFigures;
  readonly host: Report['host'];
  /** Whether a copy of each report goes into a folder. */
  readonly copyReports: boolean;
  /** When the token ends that we sign in with; null where it does not, or nobody knows. */
  readonly tokenEnd: Instant | null;
}

/** What is counted for a report; it takes a while where a run met thousands of users. */
export interface ReportFigures {
  readonly plan: StoredPlan | null;
  readonly counts: OutcomeCounts;
  readonly snapshot: Snapshot | null;
  readonly seats: DoneSeats | null;
}

/** Counts what a run that has ended its work did. */
export async function readFigures({ store, run }: Pick<ReportInput, 'store' | 'run'>): Promise<ReportFigures> {
  const plan = await store.runs.plan(run.id);
  return {
    plan,
    counts: await store.runs.counts(run.id),
    snapshot: run.snapshotId === null ? null : await store.snapshots.get(run.snapshotId),
    seats: plan === null ? null : await countDoneSeats({ store, run }),
  };
}

/** Ends the run. Entering it again after a crash writes the same mails at most once. */
export async function finishWithReport(input: ReportInput): Promise<Report> {
  const { store, clock, run, definition } = input;
  const at = clock.now();
  const { addresses, withoutAddress } = await findRecipients(store, definition.report, at);
  const built = await buildReport(input, at);
  const report: Report =
    withoutAddress.length === 0 ? built : { ...built, recipientsWithoutAddress: withoutAddress.length };
  const when = definition.report.when ?? 'always';
  const recipients = wantsReport(when, report) ? addresses : [];
  const standings = await gatherMoves({ store, run, definition, at });
  const warned = new Set(standings.flatMap(({ warnedTo }) => warnedTo ?? []));
  await store.runs.finish({
    runId: run.id,
    at,
    report,
    mails: [
      ...recipients.map((to) => ({ kind: 'run-report' as const, to })),
      ...(input.copyReports ? [{ kind: 'report-copy' as const, to: 'folder' }] : []),
      ...(await listNotices(input)),
      ...(await listTaken(input)),
      ...[...warned].map((to) => ({ kind: 'stage-warning' as const, to })),
    ],
    standings,
    forDigest: gathersReports(when),
    handOvers: await gatherHandOvers({ store, run, definition, at }),
  });
  return report;
}

/** One notice for each address of those who got a random password, and only where the run was live. */
async function listNotices({ store, run, definition }: ReportInput): Promise<OutboxMail[]> {
  const sets = actionsOfAll(definition).includes('resetPassword') || run.policyId === provisioningPolicy;
  if (run.mode !== 'live' || !sets) return [];
  const addresses = new Set<string>();
  for await (const entry of readAllEntries(store, run.id)) {
    if (entry.before.email !== null && hasNewPassword(entry)) addresses.add(entry.before.email);
  }
  return [...addresses].map((to) => ({ kind: 'password-notice', to }));
}

/** One mail for each address whose users lost access, where the policy offers to give it back. */
async function listTaken({ store, run, definition }: ReportInput): Promise<OutboxMail[]> {
  if (run.mode !== 'live' || run.trigger.kind === 'undo' || definition.giveBack === undefined) return [];
  const addresses = new Set<string>();
  for await (const entry of readAllEntries(store, run.id)) {
    if (entry.before.email !== null && tookAccess(entry)) addresses.add(entry.before.email);
  }
  return [...addresses].map((to) => ({ kind: 'access-taken', to }));
}

/** How one source was read, as reports tell it. */
export function reportSource({ source, state, reason, count, evidence }: SourceReading): ReportedSource {
  const told = { source, state, reason, count };
  if (evidence?.kind !== 'login' || evidence.missed === 0) return told;
  return { ...told, missed: { of: evidence.recentElsewhere, count: evidence.missed } };
}

/** What ends by itself is told before, so that nobody is met by it unawares. */
async function listEndingExemptions({ store }: Pick<ReportInput, 'store'>, now: string): Promise<EndingExemption[]> {
  const until = new Date(Date.parse(now) + tellDaysBefore * 86_400_000).toISOString();
  const active = await store.exemptions.active(now);
  return active
    .filter(({ endsAt }) => endsAt <= until)
    .sort((one, other) => (one.endsAt < other.endsAt ? -1 : 1))
    .map(({ id, subject, name, endsAt }) => ({ id, group: subject === 'group' ? name : null, endsAt }));
}

/** Nothing where the run rehearsed, or nobody told of the licence when it was planned. */
async function countDoneSeats({ store, run }: Pick<ReportInput, 'store' | 'run'>): Promise<DoneSeats | null> {
  if (run.mode !== 'live' || run.snapshotId === null) return null;
  const finding = await store.snapshots.licence(run.snapshotId);
  if (finding === null) return null;
  const count = openDoneSeatCount(finding.licence);
  for await (const entry of readAllEntries(store, run.id)) count.add(entry);
  return count.total();
}

/** Whoever stops a wave ends the approval, so that nobody is left to it. */
async function findWavesLeft({ store, run }: Pick<ReportInput, 'store' | 'run'>, now: Instant) {
  if (run.trigger.kind !== 'approval' || run.ending === 'cancelled') return null;
  const waves = await store.waves.of(run.trigger.of);
  if (waves === null || waves.ended !== null) return null;
  const users = await store.waves.left(waves.of);
  if (users === 0) return null;
  const { processMode, emergencyStop } = await store.settings.all();
  const { mode } = effectiveMode({ policyMode: await presentMode(store, run), processMode });
  const outdated = await isPlanOutdated(store, run);
  const next = foreseeWave({ waves, now, outdated, live: mode === 'live', stopped: emergencyStop !== null });
  return { users, next, editEnds: await canGrowOutdated(store, run) };
}

async function buildReport(
  { store, run, definition, figures, host, tokenEnd }: ReportInput,
  finishedAt: string,
): Promise<Report> {
  const { plan, counts, snapshot, seats } = figures;
  const rebounds = await store.rebounds.countForReport(run);
  const exemptionsEnding = await listEndingExemptions({ store }, finishedAt);
  const auditHead = await store.audit.readHead();
  const hostRecord = await store.hostRecords.get(run.id);
  const { approval } = await store.settings.all();
  const { schedule } = definition;
  const [next] = schedule === undefined ? [] : nextTicks(schedule, finishedAt, 1);
  const wavesLeft = await findWavesLeft({ store, run }, finishedAt);
  return {
    runId: run.id,
    policy: { id: run.policyId, name: definition.name, version: run.policyVersion },
    mode: run.mode,
    rehearsalReason: run.rehearsalReason,
    trigger: run.trigger,
    ending: run.ending ?? 'completed',
    failure: run.failure === null ? null : { code: run.failure, sentence: sentenceOf(run.failure) },
    requestedAt: run.requestedAt,
    finishedAt,
    host,
    snapshot:
      snapshot === null
        ? null
        : {
            takenAt: snapshot.startedAt,
            sources: snapshot.sources.map(reportSource),
          },
    plan:
      plan === null
        ? null
        : {
            digest: plan.digest,
            summary: plan.summary,
            unknownByReason: plan.unknownByReason,
            refusals: plan.refusals,
          },
    ...(Object.keys(rebounds).length === 0 ? {} : { rebounds }),
    outcomes: { users: counts.users, steps: counts.steps, verified: counts.verified, skipped: counts.skipped },
    ...(seats === null ? {} : { seats }),
    ...(definition.stages === undefined ? {} : { stages: definition.stages }),
    auditHead,
    ...(hostRecord === null ? {} : { hostRecord }),
    ...(definition.giveBack === undefined ? {} : { giveBack: definition.giveBack }),
    ...(run.ending === 'quarantined' ? { approvalEndsAt: daysAfter(finishedAt, approval.days) } : {}),
    ...(next === undefined ? {} : { nextRunAt: next.instant }),
    ...(wavesLeft === null ? {} : { wavesLeft }),
    ...(exemptionsEnding.length === 0 ? {} : { exemptionsEnding }),
    ...(tokenEnd !== null && endsSoon(tokenEnd, finishedAt) ? { tokenEndsAt: tokenEnd } : {}),
  };
}
