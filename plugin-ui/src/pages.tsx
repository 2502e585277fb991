// The pages in the order of the navigation: one line each. What is not here has neither an address nor a link.
import type { ComponentChild } from 'preact';
import { OverviewPage } from './overview/overview-page.tsx';
import type { Route } from './routes.ts';
import { RunsPage } from './runs/runs-page.tsx';
import type { Role } from './session.ts';
import { DeferredPage } from './shell/deferred-page.tsx';
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
    render: (route) => <DeferredPage name="BulkPage" route={route} />,
  },
  { path: 'policies', title: 'nav.policies', render: (route) => <DeferredPage name="PoliciesPage" route={route} /> },
  { path: 'runs', title: 'nav.runs', render: (route) => <RunsPage route={route} /> },
  { path: 'licences', title: 'nav.licences', render: (route) => <DeferredPage name="LicencesPage" route={route} /> },
  { path: 'settings', title: 'nav.settings', render: (route) => <DeferredPage name="SettingsPage" route={route} /> },
];
