// The whole mail: well-formed, safe whatever people are called, loading nothing, and readable as plain text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  disableStep,
  hand,
  leaveGroupStep,
  makeReport,
  makeReported,
  uglyNames,
} from '../../../test/support/reports.ts';
import { parseStrictly } from '../../../test/support/strict-html.ts';
import type { Report, ReportedUser } from '../domain/report.ts';
import { type RenderOptions, renderReport } from './render.ts';

const options: RenderOptions = { publicUrl: 'https://wiki.example.com/um/', timeZone: 'Europe/Berlin' };
const render = (report: Report, users: readonly ReportedUser[] = [], more: Partial<RenderOptions> = {}) =>
  renderReport(report, { entries: hand(users), unknown: [] }, { ...options, ...more });

const people = uglyNames.map(([username, displayName]) => makeReported(username, { displayName }));
const held = makeReport({
  ending: 'quarantined',
  plan: {
    ...(makeReport().plan as NonNullable<Report['plan']>),
    refusals: [{ guard: 'exemption-unreadable', details: { groups: 'keep\r\n<b>, vip' } }],
  },
});
const failed = makeReport({
  ending: 'failed',
  plan: null,
  snapshot: null,
  failure: { code: 'host_timeout', sentence: 'Confluence did not answer in time.' },
});
const kinds: readonly (readonly [string, Report, readonly ReportedUser[]])[] = [
  ['live', makeReport(), people],
  ['test', makeReport({ mode: 'test', rehearsalReason: 'policy-in-test-mode' }), people],
  ['held', held, people.map((one) => ({ ...one, steps: [leaveGroupStep(null), disableStep(null)] }))],
  ['failed', failed, []],
  ['cancelled', makeReport({ ending: 'cancelled', mode: 'test', rehearsalReason: 'asked-for-test' }), people],
];

describe.each(kinds)('the mail of a %s run', (_kind, report, users) => {
  it('is well-formed', async () => {
    const { html } = await render(report, users);
    const names = parseStrictly(html).map((element) => element.name);
    expect(names).toEqual(expect.arrayContaining(['html', 'head', 'title', 'body', 'table', 'h1']));
  });

  it('loads nothing and leads nowhere but to the run', async () => {
    const { html } = await render(report, users);
    const elements = parseStrictly(html);
    const loading = ['script', 'img', 'link', 'iframe', 'object', 'form', 'base', 'video', 'audio', 'svg'];
    expect(elements.filter((element) => loading.includes(element.name))).toEqual([]);
    const addresses = elements.flatMap(({ attributes }) =>
      ['href', 'src', 'background'].map((key) => attributes.get(key)),
    );
    expect(addresses.filter((one) => one !== undefined)).toEqual(['https://wiki.example.com/um/#/runs/118']);
    expect(html).not.toMatch(/url\(|@import|expression\(|javascript:/i);
    expect(elements.some(({ attributes }) => [...attributes.keys()].some((key) => key.startsWith('on')))).toBe(false);
  });

  it('leads nowhere at all without an address of its own', async () => {
    const { html, text } = await render(report, users, { publicUrl: null });
    expect(html).not.toContain('href');
    expect(text).not.toContain('#/runs/');
  });

  it('says the same in plain text, without markup or a gap', async () => {
    const { text } = await render(report, users);
    expect(text).not.toMatch(/&(?:amp|lt|gt|quot|#)|<\/?(?:td|table|br|p|bdi)\b|undefined|\[object|\{\{#/);
    expect(text).not.toMatch(/\n{4,}|[ \t]+$/m);
    expect(text).toContain(report.policy.name);
    for (const user of users)
      expect(text).toContain(user.displayName.includes('\n') ? 'Two Lines' : user.displayName.replace('\u202e', ''));
  });

  it('has the list of users attached where there are users', async () => {
    const { attachments } = await render(report, users);
    expect(attachments.map((one) => one.filename)).toEqual(
      users.length === 0 ? [] : ['run-118-users.csv', 'run-118.json'],
    );
  });
});

describe('names in a mail', () => {
  it('are text and nothing else, whatever they are', async () => {
    const evil = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '{{policy}}',
        "'--><a href=x>",
        '&lt;b&gt;',
        '</td></table>',
      ),
    );
    await fc.assert(
      fc.asyncProperty(evil, evil, evil, async (name, group, policy) => {
        const user = makeReported(name || 'x', {
          displayName: name,
          trace: { leaf: 'inGroup', argument: group, verdict: 'yes', facts: { group, direct: true } },
          steps: [
            { change: { kind: 'add-to-group', group }, outcome: { kind: 'refused', guard: group }, verification: null },
          ],
        });
        const clean = await render(makeReport(), [makeReported('mara')]);
        const { html } = await render(makeReport({ policy: { id: 'a', name: policy, version: 1 } }), [user]);
        const shape = (text: string) => parseStrictly(text).filter((one) => one.name !== 'br' && one.name !== 'span');
        expect(shape(html).map((one) => one.name)).toEqual(shape(clean.html).map((one) => one.name));
      }),
      { numRuns: 200 },
    );
  });

  it('stand for themselves when they look like markup or a template', async () => {
    const { html, text } = await render(makeReport(), people);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('{{constructor}}');
    expect(html).toContain('Siobhán O’Neill &lt;external&gt; &amp; &quot;friends&quot;');
    expect(text).toContain('Siobhán O’Neill <external> & "friends" (o’neill+wiki)');
  });

  it('give way to the username where there is none', async () => {
    const { text } = await render(makeReport(), [makeReported('mara', { displayName: ' \n' })]);
    expect(text).toContain('mara (mara), active, 2 groups');
  });

  it('take up one line each in plain text', async () => {
    const forged = makeReported('mara', { displayName: 'Mara\n\n  0 of 1 user\nWhy: nothing' });
    const { text } = await render(makeReport(), [forged]);
    expect(text).toMatch(/^ {2}Mara {3}0 of 1 user Why: nothing \(mara\), active, 2 groups$/m);
  });
});

describe('what a mail names', () => {
  it('is 25 users, trouble first, and how many more there are in the list', async () => {
    const fine = Array.from({ length: 1_300 }, (_, index) => makeReported(`fine-${index}`));
    const bad = makeReported('bad', { steps: [disableStep({ kind: 'failed', code: 'host_forbidden' })] });
    const { text, html } = await render(makeReport(), [...fine, bad]);
    expect(text).toContain('25 of 1,301 users\n\n  bad (bad)');
    expect(text).toContain('1,276 more in the attached list.');
    expect(text.match(/Why: /g)).toHaveLength(25);
    expect(html).toContain('1,276 more in the attached list.');
  });

  it('is when and where: dates in one zone, named once', async () => {
    const { text } = await render(makeReport());
    expect(text).toContain('started by its schedule, ended 1 Mar 2026, 02:06 (Europe/Berlin).');
    expect(text).toContain('Confluence 10.2.1 at https://wiki.example.com.');
    expect(text.match(/Europe\/Berlin/g)).toHaveLength(1);
    const byHand = await render(
      makeReport({ trigger: { kind: 'by-hand', by: 'ada' }, host: { url: 'https://w', version: null } }),
    );
    expect(byHand.text).toContain('started by ada, ended');
    expect(byHand.text).toContain('Confluence at https://w.');
  });

  it('is what the plan really does to the licence, in text and page alike', async () => {
    const { plan } = makeReport();
    if (plan === null) throw new Error('the report has no plan');
    const keptThrough = [{ group: 'R&D <all>', users: 94 }];
    const counts = { actedUpon: 287, freed: 162, kept: 94, keptThrough, none: 31, taken: 0, unknown: 0 };
    const summary = { ...plan.summary, seats: { toldBy: 'permissions', ...counts } as const };
    const { text, html } = await render(makeReport({ plan: { ...plan, summary } }));
    const sentence = 'of 287 users 162 free a seat of the licence, 94 keep one through R&D <all>, 31 had none.';
    expect(text).toContain(`\n\nBy the plan, ${sentence}\n`);
    expect(html).toContain('keep one through R&amp;D &lt;all&gt;, 31 had none.');
    expect((await render(makeReport())).text).not.toContain('By the plan');
  });

  it('is why nobody could be told, most users first', async () => {
    const { text } = await render(makeReport());
    const lines = text.split('\n');
    const title = lines.indexOf('131 users are unknown and were left out');
    expect(lines.slice(title + 1, title + 4).map((line) => Number.parseInt(line, 10))).toEqual([119, 14, 2]);
    expect(text).toContain('Several reasons may hold for one user.');
  });

  it('is the reason first where a plan is held or a run failed', async () => {
    const heldMail = await render(held);
    expect(heldMail.text).toMatch(/^HELD {2}Inactive for 90 days\n/);
    expect(heldMail.text).toContain(
      'Held, because\n  - The members of a protected group are not completely known: keep <b>, vip.',
    );
    expect(heldMail.text).toContain('Review the plan: https://');
    const failedMail = await render(failed);
    expect(failedMail.text).toMatch(/^FAILED {2}Inactive for 90 days\n/);
    expect(failedMail.text).toContain('\nConfluence did not answer in time.\n');
  });
});
