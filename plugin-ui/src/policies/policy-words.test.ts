// Policies read as one sentence in both languages.
import { describe, expect, it } from 'vitest';
import { german } from '../ui/words/german.ts';
import { inEnglish, openWords } from '../ui/words/words.ts';
import { sayLimits, sayPolicyWhole } from './policy-words.ts';

const [en, de] = [openWords(inEnglish), openWords({ language: 'de', sentences: german })];
const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '');
const idle = {
  policy: 'idle',
  name: 'Idle',
  schedule: { cron: '0 2 * * *', zone: 'Europe/Berlin' },
  criteria: {
    all: [
      { any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 90 } }] },
      { inGroup: 'confluence-users' },
    ],
  },
  actions: ['disable'],
} as const;

describe('a policy in words', () => {
  it('says when, who and what in one sentence', () => {
    expect(plain(sayPolicyWhole(en, idle))).toBe(
      'Every day 02:00 Europe/Berlin: not active for 90 days, in group confluence-users → disable',
    );
    expect(plain(sayPolicyWhole(de, idle))).toBe(
      'Jeden Tag 02:00 Europe/Berlin: seit 90 Tagen nicht aktiv, in Gruppe confluence-users → deaktivieren',
    );
  });

  it('says from one run to the next how many days an interval has, and from when on', () => {
    const schedule = { ...idle.schedule, every: { days: 14, from: '2026-11-30' } };
    expect(plain(sayPolicyWhole(en, { ...idle, schedule }))).toMatch(
      /^Every 14 days from .*30.* on, 02:00 Europe.Berlin: /,
    );
    expect(plain(sayPolicyWhole(de, { ...idle, schedule }))).toMatch(/^Alle 14 Tage ab .*30.*, 02:00 Europe.Berlin: /);
  });

  it('tells stages by their days', () => {
    const { actions: _none, ...rest } = idle;
    const stages = [
      { afterDays: 0, warn: {} },
      { afterDays: 14, actions: ['takeLicence'] },
      { afterDays: 30, actions: ['disable'] },
    ] as const;
    expect(plain(sayPolicyWhole(en, { ...rest, stages }))).toContain(
      '→ at once warn by mail, after 14 days take the licence, after 30 days disable',
    );
  });

  it('says in one breath that none of several conditions may hold', () => {
    const criteria = { not: { any: [{ inGroup: 'keep' }, { hasSeat: true }] } };
    expect(plain(sayPolicyWhole(en, { ...idle, criteria }))).toContain(
      'none of these: in group keep; holds a licence seat →',
    );
  });

  it('names everybody who gets the report, of which runs, and how long lost access can be taken back', () => {
    const report = { to: ['desk@example.com'], users: ['ada'], groups: ['helpdesk'], when: 'on-trouble' } as const;
    const told = { ...idle, report, giveBack: { days: 14 } };
    expect(sayLimits(en, told).map(plain)).toEqual([
      'Report of trouble to desk@example.com, ada, helpdesk',
      'Lost access can be taken back for 14 days',
    ]);
    expect(sayLimits(de, told).map(plain)[0]).toBe('Bericht von Störungen an desk@example.com, ada, helpdesk');
    expect(sayLimits(en, idle)).toEqual([]);
  });

  it('says what belongs together in a tree, and names the weekday', () => {
    const schedule = { cron: '30 2 * * MON', zone: 'UTC' };
    const criteria = { any: [{ inGroup: 'one' }, { not: { email: ['*@example.com'] } }] };
    expect(plain(sayPolicyWhole(en, { ...idle, schedule, criteria }))).toBe(
      'Every Monday 02:30 UTC: one of these: in group one; e-mail address not *@example.com → disable',
    );
  });
});
