// The mail to whoever lost their access: whom to ask, as the policy's own warnings said it, in both languages.
import { expect, it } from 'vitest';
import { makeReport, makeReported } from '../../../test/support/reports.ts';
import type { Stage } from '../domain/stage/stage.ts';
import { renderAccessTaken } from './access-taken.ts';

const stages: readonly Stage[] = [
  { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com' } },
  { name: 'last warning', afterDays: 7, warn: { ask: 'helpdesk@example.com' } },
  { name: 'disabled', afterDays: 14, actions: ['disable'] },
];
const render = (of: readonly Stage[] | null, language: 'en' | 'de') => {
  const report = makeReport({ giveBack: { days: 14 }, ...(of === null ? {} : { stages: of }) });
  return renderAccessTaken(report, [makeReported('ada')], { timeZone: 'UTC', links: [null], language }).text;
};

it('names once whom the warnings of the policy name', () => {
  expect(render(stages, 'en')).toContain('there is nothing to do. Questions: ask helpdesk@example.com.');
  expect(render(stages, 'de')).toContain('müssen Sie nichts tun. Fragen beantwortet: helpdesk@example.com.');
});

it('names the administrators where no warning names anybody', () => {
  expect(render(null, 'en')).toContain('Questions: ask the administrators of your Confluence.');
  expect(render(null, 'de')).toContain('Fragen beantwortet: die Administration Ihres Confluence.');
});
