// Settings in six parts: what Confluence can do, whom nothing touches, the rules, mails, tokens and proof, and what is dangerous.
import type { ComponentChild } from 'preact';
import { useProcess } from '../queries.ts';
import { type Route, writeRoute } from '../routes.ts';
import { Loadable } from '../ui/loadable.tsx';
import { type Key, useWords } from '../ui/words/words.ts';
import { Abilities } from './abilities.tsx';
import { AuditTrail } from './audit-trail.tsx';
import { Danger } from './danger.tsx';
import { Directories } from './directories.tsx';
import { Exemptions } from './exemptions.tsx';
import { MailTemplates } from './mail-templates.tsx';
import { Mails } from './mails.tsx';
import { QuietTimes } from './quiet-times.tsx';
import { Rules } from './rules.tsx';
import { Sources } from './sources.tsx';
import { Tokens } from './tokens.tsx';
import { ToldTables } from './told-tables.tsx';
import { Trust } from './trust.tsx';

interface Part {
  /** Second part of the address. */
  readonly path: string;
  readonly title: Key;
  readonly render: () => ComponentChild & object;
}

const parts: readonly [Part, ...Part[]] = [
  { path: '', title: 'settings.confluence', render: () => <ConfluencePart /> },
  { path: 'people', title: 'settings.people', render: () => <PeoplePart /> },
  { path: 'rules', title: 'settings.rules', render: () => <RulesPart /> },
  { path: 'mails', title: 'settings.mails', render: () => <MailsPart /> },
  { path: 'access', title: 'settings.access', render: () => <AccessPart /> },
  { path: 'danger', title: 'settings.danger', render: () => <DangerPart /> },
];

export function SettingsPage({ route }: { readonly route: Route }) {
  const words = useWords();
  const wanted = route.parts[1] ?? '';
  const part = parts.find(({ path }) => path === wanted) ?? parts[0];
  return (
    <>
      <nav class="um-tabs" aria-label={words.say('settings.parts')}>
        {parts.map(({ path, title }) => (
          <a
            key={path}
            class="um-tab um-tab-link"
            href={writeRoute(path === '' ? ['settings'] : ['settings', path])}
            aria-current={path === part.path ? 'page' : undefined}
          >
            {words.say(title)}
          </a>
        ))}
      </nav>
      {part.render()}
    </>
  );
}

function ConfluencePart() {
  return (
    <>
      <Abilities />
      <Directories />
      <Sources />
    </>
  );
}

function PeoplePart() {
  return (
    <>
      <Exemptions />
      <ToldTables />
    </>
  );
}

function RulesPart() {
  return (
    <Loadable query={useProcess()} lines={8}>
      {(process) => (
        <>
          <Rules process={process} />
          <QuietTimes quietTimes={process.quietTimes} />
        </>
      )}
    </Loadable>
  );
}

function MailsPart() {
  return (
    <>
      <Mails />
      <MailTemplates />
    </>
  );
}

function AccessPart() {
  return (
    <>
      <Trust />
      <AuditTrail />
      <Tokens />
    </>
  );
}

function DangerPart() {
  return (
    <Loadable query={useProcess()} lines={4}>
      {(process) => <Danger process={process} />}
    </Loadable>
  );
}
