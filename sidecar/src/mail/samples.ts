// Made-up runs and people that every template has to bear, so that a broken one is found before a real mail needs it.

import type { Report, ReportedUser } from '../domain/report.ts';
import { keepLinkEndsAt } from '../domain/stage/keep.ts';
import type { PlannedStage } from '../domain/stage/stage.ts';
import type { UserKey, Username } from '../domain/user.ts';
import { renderAccessTaken } from './access-taken.ts';
import { renderDigest } from './digest.ts';
import { renderPasswordNotice } from './password-notice.ts';
import { type ReportMail, renderReport } from './render.ts';
import { renderSeatAlert } from './seat-alert.ts';
import { renderStageWarning } from './stage-warning.ts';
import type { TemplateKind, Templates } from './templates.ts';
import type { MailLanguage } from './user-words/words.ts';

const at = '2026-03-01T09:00:00.000Z';
const timeZone = 'UTC';

const completed: Report = {
  runId: 1,
  policy: { id: 'sample', name: 'Sample policy', version: 1 },
  mode: 'live',
  rehearsalReason: null,
  trigger: { kind: 'schedule', tick: '2026-03-01T09:00' },
  ending: 'completed',
  failure: null,
  requestedAt: at,
  finishedAt: at,
  host: { url: 'https://wiki.example.com', version: '10.2' },
  snapshot: { takenAt: at, sources: [{ source: 'users.list', state: 'complete', reason: null, count: 100 }] },
  plan: {
    digest: '0'.repeat(64),
    summary: { usersRead: 100, matched: 2, unknown: 1, planned: 1, already: 1, refused: 0, unsupported: 0 },
    unknownByReason: { 'activity-not-told': 1 },
    refusals: [],
  },
  outcomes: { users: { applied: 1, already: 1 }, steps: { applied: 1, already: 1 }, verified: { confirmed: 1 } },
  stages: [
    { name: 'warning', afterDays: 0, warn: { ask: 'the help desk', message: 'Seats are scarce.' } },
    { name: 'disabled', afterDays: 30, actions: ['disable'] },
  ],
};

const held: Report = {
  ...completed,
  mode: 'test',
  rehearsalReason: 'policy-in-test-mode',
  ending: 'quarantined',
  plan:
    completed.plan === null
      ? null
      : { ...completed.plan, refusals: [{ guard: 'exemption-unreadable', details: { groups: 'keep' } }] },
};

const failed: Report = {
  ...completed,
  ending: 'failed',
  failure: { code: 'host_timeout', sentence: 'Confluence did not answer in time.' },
  snapshot: null,
  plan: null,
  outcomes: { users: {}, steps: {}, verified: {} },
};

const due: PlannedStage = {
  standing: null,
  decision: { kind: 'due', stage: 'warning', afterDays: 0, again: null },
  watchedFrom: at,
  activity: { state: 'seen', at: '2025-10-09T08:12:00.000Z', kind: 'login', source: 'users.activity', readAt: at },
  left: { statusBefore: null, groups: [] },
  takesOver: [],
  resetBy: null,
  warnedBefore: true,
};

function person(change: 'disable' | 'warn' | 'set-random-password'): ReportedUser {
  return {
    userKey: 'key-of-ada' as UserKey,
    username: 'ada' as Username,
    displayName: 'Ada Example',
    fate: 'planned',
    before: {
      status: 'active',
      email: 'ada@example.com',
      displayName: 'Ada Example',
      directGroups: ['confluence-users'],
      ...(change === 'warn' ? { stage: due } : {}),
    },
    trace: { leaf: 'status', argument: 'active', verdict: 'yes', facts: { status: 'active' } },
    notes: [],
    steps: [{ change: { kind: change }, outcome: { kind: 'applied' }, verification: 'confirmed' }],
  };
}

const broken: ReportedUser = {
  ...person('disable'),
  steps: [{ change: { kind: 'disable' }, outcome: { kind: 'failed', code: 'host_timeout' }, verification: null }],
};

async function* hand(entries: readonly ReportedUser[]): AsyncGenerator<ReportedUser> {
  yield* entries;
}

export interface SampleOptions {
  readonly templates: Templates;
  readonly language: MailLanguage;
  readonly publicUrl: string | null;
}

/** A mail of a kind to nobody, of nobody: the first is the fullest. Throws what the template throws. */
export async function renderSamples(kind: TemplateKind, options: SampleOptions): Promise<readonly ReportMail[]> {
  const { templates, language } = options;
  switch (kind) {
    case 'report': {
      const shown = { ...options, timeZone };
      return Promise.all(
        [completed, held, failed].map((report) => {
          const people = report.plan === null ? [] : [person('disable')];
          return renderReport(report, { entries: hand(people), unknown: [] }, shown);
        }),
      );
    }
    case 'stage-warning': {
      const { publicUrl } = options;
      const links = [publicUrl === null ? null : { url: `${publicUrl}/keep/preview`, endsAt: keepLinkEndsAt(at) }];
      const asked = { timeZone, sentAt: at, language, templates };
      const users = [person('warn')];
      return [
        renderStageWarning(completed, users, { ...asked, links }),
        renderStageWarning({ ...completed, stages: [] }, users, asked),
      ];
    }
    case 'access-taken': {
      const report = { ...completed, giveBack: { days: 14 } };
      const links = [options.publicUrl === null ? null : `${options.publicUrl}/give-back/preview`];
      return [renderAccessTaken(report, [person('disable')], { timeZone, language, templates, links })];
    }
    case 'digest': {
      const week = { policy: 'Sample policy', week: '2026-03-02', zone: timeZone };
      const tellAll = (reports: readonly Report[]) =>
        reports.map((report, index) => ({
          report: { ...report, runId: index + 1 },
          entries: hand(report.ending === 'completed' ? [broken] : []),
        }));
      return Promise.all([
        renderDigest(
          { ...week, runs: tellAll([completed, held, failed]), auditHead: { number: 1, digest: '0'.repeat(64) } },
          options,
        ),
        renderDigest({ ...week, runs: tellAll([held]), auditHead: null }, options),
      ]);
    }
    case 'licence-alert':
      return [500, null].map((most) =>
        renderSeatAlert({ line: 'seats', threshold: 450, seats: 455, most, raisedAt: at }, { ...options, timeZone }),
      );
    case 'password-notice':
      return [renderPasswordNotice(completed, [person('set-random-password')], { timeZone, language, templates })];
  }
}
