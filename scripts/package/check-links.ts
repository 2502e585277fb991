// Checks that what the parts of the plugin point to is there: menu to page, page to menu and scripts, profile to its place.
import type { Element } from '@xmldom/xmldom';
import { all, modulesOf } from './descriptor-xml.ts';
import type { Entries } from './jar.ts';

/** One sentence for each fault; empty when all is well. */
export function checkLinks(root: Element, entries: Entries): string[] {
  return [...checkMenu(root), ...checkTemplates(root, entries), ...checkPanels(root)];
}

/** Both descriptions of the page, for old Confluences and for new ones, must answer every address that is linked. */
function checkMenu(root: Element): string[] {
  const sections = all(root, 'web-section').map((one) => `${one.getAttribute('location')}/${one.getAttribute('key')}`);
  const configure = all(root, 'param').filter((one) => one.getAttribute('name') === 'configure.url');
  const links = [...configure, ...all(root, 'web-item').flatMap((item) => all(item, 'link'))];
  const addresses = links.map((one) => (one.textContent ?? '').trim().split('#')[0] ?? '');
  return [
    ...(configure.length === 1 ? [] : ['There is not one configure.url.']),
    ...['xwork', 'struts'].flatMap((kind) => {
      const pages = all(root, kind).flatMap(listPages);
      const unknown = [...new Set(addresses)].filter((address) => !pages.includes(address));
      return unknown.map((address) => `No page of <${kind}> answers ${address}, which is linked.`);
    }),
    ...all(root, 'web-item')
      .filter((item) => !sections.includes(item.getAttribute('section') ?? ''))
      .map((item) => `The item "${item.getAttribute('key')}" stands in a section that is not ours.`),
    ...[...all(root, 'web-section'), ...all(root, 'web-item'), ...all(root, 'web-panel')]
      .filter((one) => all(one, 'condition').length === 0)
      .map((one) => `"${one.getAttribute('key')}" is shown to everybody.`),
  ];
}

function listPages(module: Element): string[] {
  return all(module, 'package').flatMap((one) =>
    all(one, 'action').map((action) => `${one.getAttribute('namespace')}/${action.getAttribute('name')}.action`),
  );
}

function checkTemplates(root: Element, entries: Entries): string[] {
  const items = modulesOf(root).flatMap(({ key, element }) => (element.tagName === 'web-item' ? [key] : []));
  const contexts = all(root, 'context').map((one) => one.textContent?.trim());
  return [...entries].flatMap(([name, content]) => {
    if (!name.endsWith('.vm')) return [];
    const text = content.toString('utf8');
    const selected = /<content tag="selectedWebItem">([^<]*)<\/content>/.exec(text)?.[1] ?? '';
    const context = /#requireResourcesForContext\("([^"]*)"\)/.exec(text)?.[1] ?? '';
    return [
      ...(items.includes(selected) ? [] : [`${name} marks the item "${selected}", which is none of the menu.`]),
      ...(contexts.includes(context) ? [] : [`${name} asks for the context "${context}", which brings nothing in.`]),
    ];
  });
}

/** What a panel is handed differs by its place and version: a static one needs nothing of it. */
function checkPanels(root: Element): string[] {
  return all(root, 'web-panel')
    .filter((panel) => !all(panel, 'resource').some(isStaticView))
    .map((panel) => `The panel "${panel.getAttribute('key')}" has no static view.`);
}

function isStaticView(resource: Element): boolean {
  return resource.getAttribute('name') === 'view' && resource.getAttribute('type') === 'static';
}
