// Every code of the sidecar that a page may show has words in German, and so has every fault that is found in a policy.
import { describe, expect, it } from 'vitest';
import { english } from '../../plugin-ui/src/ui/words/english.ts';
import { german } from '../../plugin-ui/src/ui/words/german.ts';
import { openWords } from '../../plugin-ui/src/ui/words/words.ts';
import { checkLinks } from '../../sidecar/src/audit/check-links.ts';
import { digestOf } from '../../sidecar/src/audit/entry.ts';
import type { PlanNote } from '../../sidecar/src/domain/plan/intent.ts';
import { catalogue } from '../../sidecar/src/errors.ts';
import { wordTemplateFault } from '../../sidecar/src/mail/template-fault.ts';
import { compileTemplate } from '../../sidecar/src/mail/templates.ts';
import { checkGroups } from '../../sidecar/src/services/policy-files/check-groups.ts';
import { readPolicyText } from '../../sidecar/src/services/policy-files/read-text.ts';
import { makeFault } from '../../sidecar/src/services/told/report.ts';

const words = openWords({ language: 'de', sentences: german });
const options = { defaultZone: 'UTC' };
const sound = {
  policy: 'policy: idle',
  name: 'name: Idle',
  criteria: 'criteria: { inactiveDays: 90 }',
  actions: 'actions: [disable]',
};
const withPart = (parts: Partial<typeof sound>, more = '') =>
  [...Object.values({ ...sound, ...parts }), more].filter((line) => line !== '').join('\n');
const schedule = (cron: string) => withPart({}, `schedule: { cron: "${cron}" }`);
const stages = (text: string) => withPart({ actions: '' }, `stages: ${text}`);
const move = (from: string) =>
  `{ moveToDirectory: { from: ${from}, to: Two, missingGroups: refuse, mailPasswordReset: false } }`;

/** What is no YAML, once for each kind of mistake that the parser tells apart and can meet in a policy. */
const unreadable = [
  'policy: one\nname\ncriteria: {}',
  'name: "open',
  'name: [a, b',
  'name: { a: b',
  'a: { b: [c }',
  'a: {"b": c\n"d": e}',
  'a: { "b":c, d: "e" f }',
  'schedule: { cron: * 2 * * * }',
  'cron: * 2 * * *',
  'name: @home',
  'name: !secret x',
  'name: &one &two x',
  '%YAML 9\n---\na: b',
  'name: "\\q"',
  'a:\n  b: c\n d: e',
  'a:\n\tb: c',
  'name: Idle: yes',
  'actions: - disable',
  '- a\nb: c',
  'a: { b: c d: e }',
  'a: "x"#y',
  'a: [b]]',
  '"a": 1\n"b" 2',
  `${'x'.repeat(1_100)}: y`,
];

/** One policy for each kind of fault. */
const faulty = [
  ...unreadable,
  '',
  '# nothing',
  'policy: one\npolicy: two',
  'policy: one\n---\npolicy: two',
  'policy: &a one\nname: *a',
  '? [a]\n: b',
  'x'.repeat(300_000),
  withPart({ policy: 'policy: Not Good' }),
  withPart({ policy: 'policy: 5' }),
  withPart({ policy: 'policy: bulk-one' }),
  withPart({ policy: 'policy: create-users' }),
  withPart({ policy: '' }),
  withPart({ name: 'name: ""' }),
  withPart({ name: 'name: [a]' }),
  withPart({ name: `name: ${'x'.repeat(300)}` }),
  withPart({ name: 'name: "two\\nlines"' }),
  withPart({}, 'colour: red'),
  withPart({}, 'limit: {}'),
  withPart({}, 'limits: 5'),
  withPart({}, 'limits: { maxUsers: 0 }'),
  withPart({}, 'limits: { maxPercent: many }'),
  withPart({}, 'includeAdministrators: perhaps'),
  withPart({ criteria: 'criteria: {}' }),
  withPart({ criteria: 'criteria: { inactiveDays: 90, hasSeat: true }' }),
  withPart({ criteria: 'criteria: { inactiveDay: 90 }' }),
  withPart({ criteria: 'criteria: everybody' }),
  withPart({ criteria: 'criteria: { all: [] }' }),
  withPart({ criteria: 'criteria: { all: nobody }' }),
  withPart({ criteria: `criteria: ${'{ not: '.repeat(15)}{ hasSeat: true }${' }'.repeat(15)}` }),
  withPart({ actions: 'actions: []' }),
  withPart({ actions: 'actions: [disabel]' }),
  withPart({ actions: 'actions: [xyz]' }),
  withPart({ actions: 'actions: [disable, disable]' }),
  withPart({ actions: 'actions: [disable, enable]' }),
  withPart({ actions: 'actions: [delete, disable]' }),
  withPart({ actions: 'actions: [{ addToGroups: [a] }, { removeFromGroups: [a] }]' }),
  withPart({ actions: `actions: [${move('Two')}]` }),
  withPart({ actions: `actions: [${move('One')}, disable]` }),
  withPart({ actions: '' }),
  withPart({}, 'on: { event: creation }\nschedule: { cron: "0 2 * * *" }'),
  withPart({}, 'schedule: { cron: "0 2 * * *", zone: Europe/Berlim }'),
  withPart({}, 'report: { to: [nobody] }'),
  schedule('99 2 * * *'),
  schedule('0 2 * *'),
  schedule('0'),
  schedule('0 0 2 * * *'),
  schedule('0 2 , * *'),
  schedule('0 2 !? * *'),
  schedule('0 */99 * * *'),
  schedule('0 5/2 * * *'),
  schedule('0 9-5 * * *'),
  schedule('0 2 * * MOON'),
  schedule('0 2 31 FEB *'),
  stages('[{ afterDays: 0 }]'),
  stages('[{ afterDays: 5, warn: {} }, { afterDays: 5, actions: [disable] }]'),
  stages('[{ name: A, afterDays: 0, warn: {} }, { name: A, afterDays: 5, actions: [disable] }]'),
  stages('[{ afterDays: 0, actions: [delete] }, { afterDays: 9, actions: [disable] }]'),
  stages(`[{ afterDays: 0, actions: [${move('One')}] }, { afterDays: 9, actions: [${move('One')}] }]`),
  withPart({}, 'stages: [{ afterDays: 0, warn: {} }]'),
  withPart({ actions: '' }, 'stages: [{ afterDays: 0, warn: {} }]\non: { event: creation }'),
];

const mistaken = [
  '{{#if name}}x{{/each}}',
  '{{#if name}}x',
  '{{name',
  '{{!-- x',
  '{{nmae}}',
  '{{#each}}x{{/each}}',
  '{{#if}}x{{/if}}',
  '{{#with name list}}x{{/with}}',
  '{{> head}}',
  '{{shout name}}',
  '{{#shout}}x{{/shout}}',
  '{{if name}}',
  '{{each list}}',
  '{{lookup}}',
  '{{name/../list}}',
  '{{* shout}}',
  '{{when.day}}',
  '{{name.first}}',
];

function linkOf(entry: { readonly n: number; readonly previous: string }) {
  const body = JSON.stringify(entry);
  return { number: entry.n, body, digest: digestOf(body) };
}

describe('German', () => {
  it('has words for every code that a page may show', () => {
    const missing = Object.keys(catalogue).filter((code) => words.find(`fault.${code}`) === null);
    expect(missing).toEqual([]);
  });

  it('has words for every fault that is found in the text of a policy', () => {
    const told = faulty.map((text) => {
      const read = readPolicyText(text, options);
      return 'faults' in read ? read.faults.map(({ message }) => message) : [`nothing is wrong with: ${text}`];
    });
    const messages = new Set(told.flat());
    expect(messages.size).toBeGreaterThan(40);
    expect([...messages].filter((message) => words.translate(message) === null)).toEqual([]);
  });

  it('has words for every row of a table that could not be used', () => {
    const reasons = ['nameless', 'not-found', 'several', 'contradictory', 'no-day', 'too-long', 'two-values'] as const;
    const told = reasons.map((reason) => makeFault({ line: 2, name: 'nobody', reason }).message);
    expect(told.filter((message) => words.translate(message) === null)).toEqual([]);
  });

  it('has words for what is wrong with templates of mails', () => {
    const told = [
      '"nmae" not defined in [object Object] - 3:2',
      "Cannot use 'in' operator to search for 'when' in nothing",
      '',
      'something that only the library knows',
    ].map((message) => wordTemplateFault(new Error(message)));
    expect(told.filter((one) => words.translate(one) === null)).toEqual([]);
  });

  it('has words for every mistake in a template that people make, and the library adds none of its own', () => {
    const told = mistaken.map((source) => {
      try {
        return compileTemplate('report.text.hbs', source)({ name: 'x', list: [{ a: 1 }], when: null });
      } catch (error) {
        return wordTemplateFault(error);
      }
    });
    expect(told.filter((one) => one.includes('filled') || words.translate(one) === null)).toEqual([]);
  });

  it('has words for every way in which the audit trail can be broken', () => {
    const start = { n: 0, digest: 'start' };
    const first = linkOf({ n: 1, previous: 'start' });
    const second = linkOf({ n: 2, previous: first.digest });
    const broken = [
      [second],
      [{ ...first, body: first.body.replace('start', 'other') }],
      [{ ...second, number: 1 }],
      [first, linkOf({ n: 2, previous: 'other' })],
    ].map((links) => checkLinks(start, links).fault?.code ?? 'sound');
    expect(new Set(broken).size).toBe(4);
    const againstSigned = ['checkpoint-contradicts', 'checkpoint-out-of-place', 'key-unknown', 'signature-wrong'];
    const unread = ['checkpoint-unreadable', 'cut-unreadable'];
    const all = [...broken, ...againstSigned, ...unread, 'tail-missing', 'written-anew', 'cut-by-another-key'];
    expect(all.filter((code) => words.find(`audit.fault.${code}`) === null)).toEqual([]);
  });

  it('has words for groups that do not exist, and for those that cannot be looked up', () => {
    const read = readPolicyText(withPart({ criteria: 'criteria: { inGroup: staf }' }), options);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const told = ([['staff'], [], 'not-now', 'never-read'] as const).flatMap((known) => {
      const { faults, warnings } = checkGroups(read.definition, known, read.locate);
      return [...faults, ...warnings].map(({ message }) => message);
    });
    expect(told).toHaveLength(4);
    expect(told.filter((message) => words.translate(message) === null)).toEqual([]);
  });
});

/** One that is missing here does not compile. */
const planNotes: Readonly<Record<PlanNote, true>> = {
  'sole-space-administrator': true,
  'sole-editor': true,
  'sole-editor-asked-later': true,
  'personal-space': true,
  'tokens-in-use': true,
  'target-wins-at-once': true,
  'source-wins-until-removed': true,
  'directory-order-not-told': true,
  'password-does-not-travel': true,
  'directory-not-told': true,
  'licence-group-removable': true,
  'beyond-undo': true,
  'disabled-instead': true,
  'belongs-to-other-policy': true,
  'created-with-seat': true,
  'undo-disables': true,
  'told-by-nobody': true,
  'changed-since': true,
  'reading-not-told': true,
  'stage-waiting': true,
  'stage-address-unknown': true,
  'stage-warned-otherwise': true,
  'stage-held': true,
  'stage-ended': true,
  'stage-began-anew': true,
  'stage-taken-over': true,
};

it.each(Object.keys(planNotes))(
  'whatever is to be known of users of a plan has words in both languages: %s',
  (note) => {
    expect(english).toHaveProperty([`note.${note}`]);
    expect(german).toHaveProperty([`note.${note}`]);
  },
);
