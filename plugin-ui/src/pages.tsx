// The pages in the order of the navigation: one line each. What is not here has neither an address nor a link.
import type { ComponentChild } from 'preact';
import { OverviewPage } from './overview/overview-page.tsx';
import type { Route } from './routes.ts';
import type { Key } from './ui/words/words.ts';
import { UsersPage } from './users/users-page.tsx';

interface PageEntry {
  /** First part of the address. */
  readonly path: string;
  readonly title: Key;
  readonly render: (route: Route) => ComponentChild & object;
}

export const pages: readonly PageEntry[] = [
  { path: '', title: 'nav.start', render: () => <OverviewPage /> },
  { path: 'users', title: 'nav.users', render: (route) => <UsersPage route={route} /> },
];
