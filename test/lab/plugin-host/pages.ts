// The pages of the site a browser can visit: login, dashboard, profiles, the administration and what plugins add to it.
import { escapeMarkup, renderErrorPage } from '../confluence/pages.ts';
import { SESSION_COOKIE } from '../confluence/sessions.ts';
import { setLastLogin } from '../world/changes.ts';
import { passwordOf } from '../world/model.ts';
import { effectiveAccount, findUser, isActive } from '../world/views.ts';
import { findAction } from './actions.ts';
import { decorateAdmin, renderFrame, takeApart } from './decorate.ts';
import { renderPanels } from './fragments.ts';
import type { PluginHost } from './host.ts';
import { renderTemplate, TemplateFault } from './velocity.ts';
import type { PageAnswer, Visit } from './visit.ts';

/** A secure administrator session lasts so long without use. */
const secureMs = 10 * 60_000;

/** Null for paths that are no page of the site. */
export function answerPage(host: PluginHost, visit: Visit): PageAnswer | null {
  const { path } = visit;
  if (path === '/' || path === '/index.action' || path === '/dashboard.action') return dashboard(host, visit);
  if (path === '/login.action') return page(200, loginForm(host, visit, ''));
  if (path === '/dologin.action') return login(host, visit);
  if (path === '/logout.action')
    return redirect(host, '/login.action?logout=true', `${SESSION_COOKIE}=; Path=${cookiePath(host)}; Max-Age=0`);
  if (path === '/doauthenticate.action') return authenticate(host, visit);
  if (path === '/users/viewuserprofile.action') return profile(host, visit, visit.query.get('username') ?? '');
  if (path.startsWith('/display/~')) return profile(host, visit, decodeURIComponent(path.slice('/display/~'.length)));
  return path.startsWith('/admin/') ? administration(host, visit) : null;
}

function dashboard(host: PluginHost, visit: Visit): PageAnswer {
  if (visit.user === null) return toLogin(host, visit);
  const body = '<h1>Dashboard</h1><p>Pages of colleagues would stand here.</p>';
  return page(
    200,
    renderFrame(host, visit, { title: 'Dashboard', head: '', body, contexts: ['atl.general', 'atl.dashboard'] }),
  );
}

function profile(host: PluginHost, visit: Visit, username: string): PageAnswer {
  if (visit.user === null) return toLogin(host, visit);
  const user = findUser(host.site.world, username);
  if (user === undefined) return page(404, renderErrorPage(404, 'Page Not Found'));
  const body = `<h1>${escapeMarkup(effectiveAccount(user).displayName)}</h1><p>Profile of ${escapeMarkup(user.username)}</p>${renderPanels(host, visit, 'atl.userprofile')}`;
  return page(
    200,
    renderFrame(host, visit, {
      title: escapeMarkup(effectiveAccount(user).displayName),
      head: '',
      body,
      contexts: ['atl.general', 'atl.userprofile'],
    }),
  );
}

/** Everything under `/admin` asks for a secure session where those are on; the page of an action is nobody's else to guard. */
function administration(host: PluginHost, visit: Visit): PageAnswer {
  if (visit.user === null) return toLogin(host, visit);
  if (host.site.secureAdmin && !hasSecureSession(host, visit)) {
    return page(200, secureForm(host, visit, ''));
  }
  const action = findAction(host, visit.path);
  if (action !== null) return actionPage(host, visit, action);
  if (!visit.administrator) return page(403, renderErrorPage(403, 'Not Permitted'));
  if (visit.path === '/admin/console.action') {
    return page(
      200,
      decorateAdmin(host, visit, {
        title: 'Administration',
        head: '',
        body: '<h1>Administration</h1>',
        decorator: 'atl.admin',
        selected: 'lab-console',
      }),
    );
  }
  return visit.path === '/admin/lab-theme.action'
    ? themes(host, visit)
    : page(404, renderErrorPage(404, 'Page Not Found'));
}

function actionPage(host: PluginHost, visit: Visit, { template }: { template: string }): PageAnswer {
  try {
    const parts = takeApart(renderTemplate(host, template));
    return page(200, parts.decorator === 'atl.admin' ? decorateAdmin(host, visit, parts) : parts.body);
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return page(500, renderErrorPage(500, error.message));
  }
}

function themes(host: PluginHost, visit: Visit): PageAnswer {
  const wanted = visit.query.get('theme');
  if (wanted === 'original' || wanted === 'light' || wanted === 'dark') host.theme = wanted;
  const links = ['original', 'light', 'dark'].map((name) => `<li><a href="?theme=${name}">${name}</a></li>`).join('');
  const body = `<h1>Themes of this stand-in</h1><ul>${links}</ul>`;
  return page(
    200,
    decorateAdmin(host, visit, { title: 'Themes', head: '', body, decorator: 'atl.admin', selected: 'lab-theme' }),
  );
}

function login(host: PluginHost, visit: Visit): PageAnswer {
  const form = new URLSearchParams(visit.body.toString('utf8'));
  const user = findUser(host.site.world, form.get('os_username') ?? '');
  const password = user === undefined ? null : passwordOf(effectiveAccount(user));
  if (visit.method !== 'POST' || user === undefined || !isActive(user) || password !== form.get('os_password')) {
    return page(200, loginForm(host, visit, 'Sorry, your username and password are incorrect.'));
  }
  setLastLogin(host.site.world, user, host.site.world.clock.nowMs());
  host.site.world.failedLogins.delete(user.lowerName);
  const cookie = `${SESSION_COOKIE}=${host.site.sessions.open(user)}; Path=${cookiePath(host)}; HttpOnly`;
  return redirect(host, destinationOf(form.get('os_destination')), cookie);
}

function authenticate(host: PluginHost, visit: Visit): PageAnswer {
  const form = new URLSearchParams(visit.body.toString('utf8'));
  if (visit.user === null || visit.session === null) return toLogin(host, visit);
  if (!visit.administrator || passwordOf(effectiveAccount(visit.user)) !== form.get('password')) {
    return page(200, secureForm(host, visit, 'Incorrect password.'));
  }
  host.secureSessions.set(visit.session, host.site.world.clock.nowMs());
  return redirect(host, destinationOf(form.get('destination')));
}

function hasSecureSession(host: PluginHost, { session }: Visit): boolean {
  const usedMs = session === null ? undefined : host.secureSessions.get(session);
  const nowMs = host.site.world.clock.nowMs();
  if (session === null || usedMs === undefined || nowMs - usedMs > secureMs) return false;
  host.secureSessions.set(session, nowMs);
  return true;
}

function loginForm(host: PluginHost, { query, path }: Visit, message: string): string {
  const destination = query.get('os_destination') ?? (path === '/dologin.action' ? '/' : '');
  return formPage(host, 'Log in', message, '/dologin.action', [
    `<input type="hidden" name="os_destination" value="${escapeMarkup(destination)}">`,
    '<p><label for="os_username">Username</label> <input id="os_username" name="os_username" autocomplete="username"></p>',
    '<p><label for="os_password">Password</label> <input id="os_password" name="os_password" type="password"></p>',
  ]);
}

function secureForm(host: PluginHost, { path }: Visit, message: string): string {
  return formPage(host, 'Administrator Access', message, '/doauthenticate.action', [
    `<input type="hidden" name="destination" value="${escapeMarkup(path === '/doauthenticate.action' ? '/admin/console.action' : path)}">`,
    '<p><label for="password">Password</label> <input id="password" name="password" type="password"></p>',
  ]);
}

function formPage(
  { site }: PluginHost,
  title: string,
  message: string,
  action: string,
  fields: readonly string[],
): string {
  return `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="UTF-8"><title>${title} - Confluence</title><link rel="icon" href="data:,"></head><body id="com-atlassian-confluence" class="login">
<main><h1>${title}</h1>${message === '' ? '' : `<p role="alert">${message}</p>`}
<form name="loginform" method="POST" action="${site.contextPath}${action}">${fields.join('\n')}<button type="submit" id="loginButton">Log in</button></form></main></body></html>
`;
}

function toLogin(host: PluginHost, { path }: Visit): PageAnswer {
  return redirect(host, `/login.action?os_destination=${encodeURIComponent(path)}`);
}

/** Only paths of this site: anything else would send people elsewhere. */
function destinationOf(given: string | null): string {
  return given !== null && /^\/(?![/\\])/.test(given) ? given : '/';
}

function redirect({ site }: PluginHost, path: string, cookie?: string): PageAnswer {
  const headers = { location: `${site.contextPath}${path}`, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) };
  return { status: 302, body: '', contentType: 'text/html;charset=UTF-8', headers };
}

function cookiePath({ site }: PluginHost): string {
  return site.contextPath === '' ? '/' : site.contextPath;
}

function page(status: number, body: string): PageAnswer {
  return { status, body, contentType: 'text/html;charset=UTF-8' };
}
