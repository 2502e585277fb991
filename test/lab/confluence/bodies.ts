// The JSON of users and groups, exactly as wide as Confluence's: no e-mail, no directory, status only when expanded.
import type { Unsynced, User } from '../world/model.ts';
import { effectiveAccount, isActive } from '../world/views.ts';
import type { Call } from './route.ts';
import type { Site } from './site.ts';

const PICTURE = { path: '/images/icons/profilepics/default.svg', width: 48, height: 48, isDefault: true };

const NOTHING = {};
const STATUS_ONLY = { status: '' };

/** `extra` stands between the user's own fields and the links, where the licensed list has e-mail and login. */
export function renderUser(
  site: Site,
  user: User,
  expand: ReadonlySet<string>,
  extra?: Record<string, unknown>,
): Record<string, unknown> {
  const body: Record<string, unknown> = {
    type: 'known',
    username: user.username,
    userKey: user.userKey,
    profilePicture: PICTURE,
    displayName: effectiveAccount(user).displayName,
  };
  const withStatus = expand.has('status');
  if (withStatus) body.status = isActive(user) ? 'current' : 'deactivated';
  if (extra !== undefined) Object.assign(body, extra);
  body._links = { self: `${site.address.publicUrl}/rest/api/user?key=${user.userKey}` };
  body._expandable = withStatus ? NOTHING : STATUS_ONLY;
  return body;
}

type NameAndKey = Pick<Unsynced, 'username' | 'userKey'>;

/** Somebody the site knows by name and key only, because no directory has them any more. */
export function renderUnsynced(site: Site, { username, userKey }: NameAndKey): Record<string, unknown> {
  return {
    type: 'unknown',
    username,
    userKey,
    profilePicture: PICTURE,
    displayName: username,
    _links: { self: `${site.address.publicUrl}/rest/api/user?key=${userKey}` },
    _expandable: STATUS_ONLY,
  };
}

export function renderAnonymous(site: Site): Record<string, unknown> {
  return {
    type: 'anonymous',
    profilePicture: { ...PICTURE, path: '/images/icons/profilepics/anonymous.svg' },
    displayName: 'Anonymous',
    _links: { self: `${site.address.publicUrl}/rest/api/user/anonymous` },
    _expandable: { status: '' },
  };
}

export function renderGroup(site: Site, name: string): Record<string, unknown> {
  return {
    type: 'group',
    name,
    _links: { self: `${site.address.publicUrl}/rest/api/group/${encodeURIComponent(name)}` },
  };
}

/** An object that stands alone in its answer also says where the site is. */
export function standAlone(site: Site, body: Record<string, unknown>): Record<string, unknown> {
  const links = { ...(body._links as Record<string, string>) };
  return { ...body, _links: { ...links, base: site.address.publicUrl, context: site.contextPath } };
}

export function readExpand(call: Call): ReadonlySet<string> {
  const expand = new Set<string>();
  for (const text of call.query.getAll('expand')) for (const name of text.split(',')) expand.add(name.trim());
  return expand;
}
