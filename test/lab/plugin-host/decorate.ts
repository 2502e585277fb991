// Takes a page apart as SiteMesh does, and puts its parts into the frame of the administration.
import { escapeMarkup } from '../confluence/pages.ts';
import { effectiveAccount } from '../world/views.ts';
import { auiFiles } from './aui.ts';
import { languageOf, listMenu, type MenuSection, renderPanels } from './fragments.ts';
import { auiOf, type PluginHost } from './host.ts';
import { addressesOf } from './resources.ts';
import { renderTags } from './velocity.ts';
import type { Visit } from './visit.ts';

export type PageParts = { title: string; head: string; body: string; decorator: string; selected: string };

/** Title, head and body; the decorator by its meta; the selected item by its content tag. Attributes of the body are lost. */
export function takeApart(html: string): PageParts {
  const head = /<head[^>]*>([\s\S]*?)<\/head>/i.exec(html)?.[1] ?? '';
  const body = /<body[^>]*>([\s\S]*?)<\/body>/i.exec(html)?.[1] ?? html;
  const contentTag = /<content tag="selectedWebItem">([^<]*)<\/content>/i;
  return {
    title: /<title>([\s\S]*?)<\/title>/i.exec(head)?.[1]?.trim() ?? '',
    head: head.replace(/<title>[\s\S]*?<\/title>/i, '').replace(contentTag, ''),
    body: body.replace(contentTag, ''),
    decorator: /<meta name="decorator" content="([^"]*)"/i.exec(head)?.[1] ?? '',
    selected: contentTag.exec(html)?.[1]?.trim() ?? '',
  };
}

/** A page of the administration, with its menu. */
export function decorateAdmin(host: PluginHost, visit: Visit, parts: PageParts): string {
  const sections = listMenu(host, visit, 'system.admin', ownSections(host));
  const menu = sections.map((section) => renderSection(section, parts.selected));
  const body = `<div class="aui-page-panel"><div class="aui-page-panel-inner">
<div class="aui-page-panel-nav"><nav class="aui-navgroup aui-navgroup-vertical" aria-label="Administration"><div class="aui-navgroup-inner">
${menu.join('\n')}
</div></nav></div>
<section class="aui-page-panel-content" id="admin-content">${parts.body}</section>
</div></div>`;
  return renderFrame(host, visit, { ...parts, body, contexts: ['atl.admin'] });
}

export type Framed = Pick<PageParts, 'title' | 'head' | 'body'> & { contexts: readonly string[] };

/** Any page of the site: header, resources of its contexts, theme. */
export function renderFrame(host: PluginHost, visit: Visit, { title, head, body, contexts }: Framed): string {
  const { site } = host;
  const aui = auiFiles(host);
  // Before AUI, which takes the context path from what it finds, and after it, for it makes the object anew.
  const hostScript = `${site.contextPath}/s/lab-host.js`;
  const ours = addressesOf(host, contexts);
  const name = visit.user?.username ?? '';
  return `<!DOCTYPE html>
<html lang="${languageOf(visit) === 'de' ? 'de-DE' : 'en-GB'}"${themeAttributes(host)}>
<head>
<meta charset="UTF-8">
<title>${title} - Confluence</title>
<link rel="icon" href="data:,">
<meta name="ajs-context-path" content="${escapeMarkup(site.contextPath)}">
<meta name="ajs-base-url" content="${escapeMarkup(site.address.publicUrl)}">
<meta name="ajs-version-number" content="${site.tier.version}">
<meta name="ajs-remote-user" content="${escapeMarkup(name)}">
<meta name="ajs-user-locale" content="${languageOf(visit) === 'de' ? 'de_DE' : 'en_GB'}">
${renderTags({ styles: aui.styles, scripts: [hostScript, ...aui.scripts, hostScript] })}
${renderTags(ours)}
${head}
</head>
<body id="com-atlassian-confluence">
<div id="page">
<header id="header" role="banner"><nav class="aui-header" aria-label="Site"><div class="aui-header-primary">
<span class="aui-header-logo"><a href="${site.contextPath}/">Confluence</a></span></div>
<div class="aui-header-secondary"><ul class="aui-nav"><li><a id="user-menu-link" href="${site.contextPath}/users/viewuserprofile.action?username=${encodeURIComponent(name)}">${escapeMarkup(visit.user === null ? 'Log in' : effectiveAccount(visit.user).displayName)}</a></li></ul></div></nav>${renderPanels(host, visit, 'atl.header')}</header>
<main id="content" role="main">${body}${contexts.includes('atl.general') ? renderPanels(host, visit, 'atl.general') : ''}</main>
<footer id="footer" role="contentinfo"><section class="footer-body"><p>Stand-in for Confluence ${site.tier.version}</p></section></footer>
</div>
</body>
</html>
`;
}

function themeAttributes(host: PluginHost): string {
  if (!auiOf(host.site).themes || host.theme === 'original') return '';
  return ` data-color-mode="${host.theme}" data-theme="light:light dark:dark"`;
}

/** What of the administration's own menu the lab has: sections that plugins are known to put their items into. */
function ownSections({ site }: PluginHost): MenuSection[] {
  const items = [
    {
      key: 'lab-console',
      label: 'Administration console',
      href: `${site.contextPath}/admin/console.action`,
      id: 'lab-console',
    },
    {
      key: 'lab-theme',
      label: 'Themes of this stand-in',
      href: `${site.contextPath}/admin/lab-theme.action`,
      id: 'lab-theme',
    },
  ];
  return [
    { key: 'configuration', label: 'Configuration', items },
    { key: 'marketplace_confluence', label: 'Atlassian Marketplace', items: [] },
  ];
}

function renderSection({ label, items }: MenuSection, selected: string): string {
  const rows = items.map(({ key, label: text, href, id }) => {
    const here = key === selected ? ' class="aui-nav-selected"' : '';
    return `<li${here}><a id="${escapeMarkup(id)}" href="${escapeMarkup(href)}">${text}</a></li>`;
  });
  return `<div class="aui-nav-heading"><strong>${label}</strong></div><ul class="aui-nav">${rows.join('')}</ul>`;
}
