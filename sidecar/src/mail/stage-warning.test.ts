// The warning: what, when, why and whom to ask, for each address once, and the words for places on a timeline.
import { expect, it } from 'vitest';
import { inactiveTrace, makeReport, makeReported } from '../../../test/support/reports.ts';
import type { PolicyId } from '../domain/policy.ts';
import type { Outcome } from '../domain/run.ts';
import type { PlannedStage, Stage, StageDecision, Standing } from '../domain/stage/stage.ts';
import { needsWarning, renderStageWarning } from './stage-warning.ts';
import { wordPlannedStage, wordStageCounts } from './stage-words.ts';

const at = '2026-03-01T09:00:00.000Z';
const stages: readonly Stage[] = [
  { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com', message: 'Seats are\nscarce <b>now</b>.' } },
  { name: 'licence', afterDays: 14, actions: ['takeLicence'] },
  { name: 'gone', afterDays: 60, actions: ['disable', 'delete'] },
];
const standing: Standing = {
  id: 1,
  openedAt: at,
  watchedFrom: at,
  reached: { stage: 'warning', afterDays: 0, at, warned: true },
  warning: { state: 'delivered', at },
  warnedVersion: 1,
  email: 'ada@example.com',
  activity: { state: 'never', source: 'x', readAt: at },
  left: { statusBefore: null, groups: [] },
};

function placed(decision: StageDecision, parts: Partial<PlannedStage> = {}): PlannedStage {
  const { activity, left } = standing;
  return {
    standing: null,
    decision,
    watchedFrom: at,
    activity,
    left,
    takesOver: [],
    resetBy: null,
    warnedBefore: false,
    ...parts,
  };
}

const due = placed({ kind: 'due', stage: 'warning', afterDays: 0, again: null });

function warned(username: string, outcome: Outcome = { kind: 'applied' }, stage = due) {
  const before = {
    status: 'active',
    email: 'ada@example.com',
    displayName: 'Ada',
    directGroups: [],
    stage,
  } as const;
  const steps = [{ change: { kind: 'warn' }, outcome, verification: null }] as const;
  return makeReported(username, { displayName: 'Ada <Lovelace>', before, steps, trace: inactiveTrace });
}

it('tells what happens from which day on, why, what helps and whom to ask, in text and in HTML', () => {
  const report = makeReport({ stages });
  const { subject, text, html } = renderStageWarning(report, [warned('ada'), warned('ada2')], {
    timeZone: 'UTC',
    sentAt: at,
  });
  expect(subject).toBe('Your Confluence account: action needed before 15 March 2026');
  for (const words of [
    'From 15 March 2026: it loses its licence, and with it the access to Confluence.',
    'From 30 April 2026: the account is disabled, and the account is deleted for good.',
    'sign in to Confluence before that day',
    'Questions: ask helpdesk@example.com.',
    'Seats are scarce <b>now</b>.',
    'Why you get this: ',
    report.host.url,
  ])
    expect(text).toContain(words);
  expect(text).toMatch(/^ {2}ada$/m);
  expect(text).toMatch(/^ {2}ada2$/m);
  expect(html).toContain('Ada &lt;Lovelace&gt;');
  expect(html).toContain('scarce &lt;b&gt;now&lt;/b&gt;.');
  expect(html).toContain('From 15 March 2026');
});

it('says of an account that was warned before that earlier days no longer count, and of no other', () => {
  const again = placed({ ...due.decision, again: 'said-otherwise' } as StageDecision, { warnedBefore: true });
  const line = 'If an earlier mail named other days for this account, they no longer count.';
  const options = { timeZone: 'UTC', sentAt: at };
  const both = renderStageWarning(makeReport({ stages }), [warned('ada'), warned('ada2', undefined, again)], options);
  for (const text of [both.text, both.html]) {
    expect(text.split(line)).toHaveLength(2);
    expect(text.indexOf(line)).toBeGreaterThan(text.indexOf('ada2'));
  }
  expect(renderStageWarning(makeReport({ stages }), [warned('ada')], options).text).not.toContain('earlier mail');
});

it('tells two users who share an address each the days of their own, and asks for action before the soonest', () => {
  const second: Stage = { name: 'last call', afterDays: 40, warn: { ask: 'desk@example.com' } };
  const report = makeReport({ stages: [...stages.slice(0, 2), second, ...stages.slice(2)] });
  const late = placed({ kind: 'due', stage: 'last call', afterDays: 40, again: null });
  const users = [warned('ada'), warned('ada2', { kind: 'applied' }, late)];
  const mails = [users, users.toReversed()].map((shared) =>
    renderStageWarning(report, shared, { timeZone: 'UTC', sentAt: at }),
  );
  for (const { subject, text, html } of mails) {
    expect(subject).toBe('Your Confluence account: action needed before 15 March 2026');
    expect(text).toMatch(
      /^ {2}ada\n\n {2}From 15 March 2026: it loses.*\n {2}From 30 April 2026: the account is disabled/m,
    );
    expect(text).toMatch(/^ {2}ada2\n\n {2}From 21 March 2026: the account is disabled/m);
    expect(text).toContain('each is going to be changed on the days that stand with it');
    expect(text).toMatch(/Questions: ask (helpdesk@example.com, desk|desk@example.com, helpdesk)@example.com/);
    expect(html).toMatch(/<bdi>ada2<\/bdi><\/p>\s*<table[\s\S]*?From 21 March 2026/);
  }
});

it('goes to those at the address whose warning is on its way, and to nobody of a rehearsal', () => {
  expect(needsWarning(warned('ada'), 'ada@example.com')).toBe(true);
  expect(needsWarning(warned('ada'), 'bob@example.com')).toBe(false);
  expect(needsWarning(warned('ada', { kind: 'rehearsed' }), 'ada@example.com')).toBe(false);
});

it.each<[PlannedStage, string]>([
  [due, 'stage “warning” is due'],
  [
    placed({ kind: 'waiting', stage: 'licence', dueAt: '2026-03-15T09:00:00.000Z' }, { standing }),
    'stage “warning” reached on 1 March 2026, warning delivered on 1 March 2026; stage “licence” is due on 15 March 2026 at the earliest',
  ],
  [
    placed(due.decision, { resetBy: 'activity' }),
    'the stages begin anew, because the account was used after they had begun; stage “warning” is due',
  ],
  [
    placed(due.decision, { takesOver: ['late' as PolicyId] }),
    'taken over from late, beginning with the first stage; stage “warning” is due',
  ],
  [
    placed({ kind: 'held', stage: 'licence', because: 'warning-not-delivered' }),
    'stage “licence” waits until the warning is delivered',
  ],
  [
    placed({ kind: 'held', stage: 'licence', because: 'address-unknown' }),
    'stage “licence” waits until somebody tells again to which address the warning went',
  ],
])('says of a place on the timeline what is so and what comes', (planned, words) => {
  expect(wordPlannedStage(planned, 'UTC')).toBe(words);
});

it('counts the users of a plan by stage', () => {
  const waiting = (dueAt: string) => placed({ kind: 'waiting', stage: 'licence', dueAt }, { standing });
  const entries = [due, due, waiting('2026-03-20T09:00:00.000Z'), waiting('2026-03-15T09:00:00.000Z')];
  expect(
    wordStageCounts(
      stages,
      entries.map((stage) => ({ before: { stage } })),
      'UTC',
    ),
  ).toEqual([
    'Stage “warning”: due for 2 users.',
    'Stage “licence”: awaited by 2 users, due on 15 March 2026 at the earliest.',
  ]);
});
