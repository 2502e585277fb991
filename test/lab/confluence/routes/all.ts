// Every resource the lab knows, cut down to what one version of Confluence has.
import type { Route } from '../route.ts';
import type { Tier } from '../tiers.ts';
import { TOKEN_ROUTES } from './access-tokens.ts';
import { ADMIN_GROUP_ROUTES } from './admin-groups.ts';
import { ADMIN_USER_ROUTES } from './admin-users.ts';
import { AUDIT_EVENT_ROUTES } from './audit-events.ts';
import { AUDIT_ROUTES } from './audit-log.ts';
import { CONTENT_SEARCH_ROUTES } from './content-search.ts';
import { DIRECTORY_ROUTES } from './directories.ts';
import { GROUP_ROUTES } from './groups.ts';
import { LONG_TASK_ROUTES } from './long-tasks.ts';
import { MEMBERSHIP_ROUTES } from './memberships.ts';
import { OWN_ACCOUNT_ROUTES } from './own-account.ts';
import { PERMISSION_ROUTES } from './permissions.ts';
import { PROFILE_ROUTES } from './profiles.ts';
import { REMOTE_API_ROUTES } from './remote-api.ts';
import { RESTRICTION_ROUTES } from './restrictions.ts';
import { INDEX_ROUTES } from './search-index.ts';
import { SITE_ROUTES } from './site-facts.ts';
import { SPACE_ROUTES } from './spaces.ts';
import { SEARCH_ROUTES } from './user-search.ts';
import { USER_ROUTES } from './users.ts';
import { WEBHOOK_ROUTES } from './webhooks.ts';

const ROUTES: readonly Route[] = [
  ...SITE_ROUTES,
  ...SPACE_ROUTES,
  ...INDEX_ROUTES,
  ...USER_ROUTES,
  ...GROUP_ROUTES,
  ...MEMBERSHIP_ROUTES,
  ...ADMIN_USER_ROUTES,
  ...ADMIN_GROUP_ROUTES,
  ...LONG_TASK_ROUTES,
  ...PERMISSION_ROUTES,
  ...TOKEN_ROUTES,
  ...OWN_ACCOUNT_ROUTES,
  ...PROFILE_ROUTES,
  ...SEARCH_ROUTES,
  ...CONTENT_SEARCH_ROUTES,
  ...RESTRICTION_ROUTES,
  ...AUDIT_ROUTES,
  ...AUDIT_EVENT_ROUTES,
  ...DIRECTORY_ROUTES,
  ...REMOTE_API_ROUTES,
  ...WEBHOOK_ROUTES,
];

export function listRoutes(tier: Tier): Route[] {
  return ROUTES.filter((route) => route.needs === undefined || tier.abilities.has(route.needs));
}
