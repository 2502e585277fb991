// The pages in the order of the navigation, one entry each. What is not here has neither an address nor a link.
import type { ComponentChild } from 'preact';
import { OverviewPage } from './overview/overview-page.tsx';
import type { Route } from './routes.ts';
import { RunsPage } from './runs/runs-page.tsx';
import type { Role } from './session.ts';
import { Deferred } from './shell/deferred.tsx';
import type { Key } from './ui/words/words.ts';
import { UsersPage } from './users/users-page.tsx';

interface PageEntry {
  /** First part of the address. */
  readonly path: string;
  readonly title: Key;
  /** Below this role there is nothing to do on it. */
  readonly role?: Role;
  readonly render: (route: Route) => ComponentChild & object;
}

export const pages: readonly PageEntry[] = [
  { path: '', title: 'nav.start', render: () => <OverviewPage /> },
  { path: 'users', title: 'nav.users', render: (route) => <UsersPage route={route} /> },
  {
    path: 'bulk',
    title: 'nav.bulk',
    role: 'operator',
    render: (route) => <Deferred from="actions">{({ BulkPage }) => <BulkPage route={route} />}</Deferred>,
  },
  {
    path: 'policies',
    title: 'nav.policies',
    render: (route) => <Deferred from="actions">{({ PoliciesPage }) => <PoliciesPage route={route} />}</Deferred>,
  },
  { path: 'runs', title: 'nav.runs', render: (route) => <RunsPage route={route} /> },
  {
    path: 'licences',
    title: 'nav.licences',
    render: () => <Deferred from="settings">{({ LicencesPage }) => <LicencesPage />}</Deferred>,
  },
  {
    path: 'settings',
    title: 'nav.settings',
    render: (route) => <Deferred from="settings">{({ SettingsPage }) => <SettingsPage route={route} />}</Deferred>,
  },
];
