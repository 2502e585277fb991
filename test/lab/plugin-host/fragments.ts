// Web sections, items and panels of plugins as the host's own pages show them, conditions and texts included.
import { escapeMarkup } from '../confluence/pages.ts';
import { childrenOf, type Module, readResources, textOf } from './descriptor.ts';
import { modulesOf, type Plugin, type PluginHost } from './host.ts';
import { readProperties } from './properties.ts';
import type { Visit } from './visit.ts';

const administratorCondition = /\.ConfluenceAdministratorCondition$/;

type Fragment = { plugin: Plugin; module: Module };

export type MenuItem = { key: string; label: string; href: string; id: string };
export type MenuSection = { key: string; label: string; items: MenuItem[] };

/** The sections of a location with their items, by weight. A section without items is not shown. */
export function listMenu(host: PluginHost, visit: Visit, location: string): MenuSection[] {
  const sections = shownFragments(host, visit, 'web-section').filter(
    (one) => attributeOf(one, 'location') === location,
  );
  const items = shownFragments(host, visit, 'web-item');
  return sections
    .map((section) => ({
      key: section.module.key,
      label: labelOf(section, visit),
      items: items
        .filter((item) => attributeOf(item, 'section') === `${location}/${section.module.key}`)
        .map((item) => ({
          key: item.module.key,
          label: labelOf(item, visit),
          href: host.site.contextPath + textOf(item.module.element, 'link'),
          id: childrenOf(item.module.element, 'link')[0]?.getAttribute('linkId') ?? '',
        })),
    }))
    .filter(({ items: shown }) => shown.length > 0);
}

/** The panels of a location; only static ones, which need nothing of the host. */
export function renderPanels(host: PluginHost, visit: Visit, location: string): string {
  return shownFragments(host, visit, 'web-panel')
    .filter((one) => attributeOf(one, 'location') === location)
    .map(({ plugin, module }) => {
      const view = readResources(module.element).find(({ name, type }) => name === 'view' && type === 'static');
      return view === undefined ? '' : (plugin.entries.get(view.location)?.toString('utf8') ?? '');
    })
    .join('\n');
}

function shownFragments(host: PluginHost, visit: Visit, kind: string): Fragment[] {
  const shown = [...modulesOf(host, kind)].filter(({ module }) =>
    childrenOf(module.element, 'condition').every((one) => {
      return !administratorCondition.test(one.getAttribute('class') ?? '') || visit.administrator;
    }),
  );
  const weight = ({ module }: Fragment) => Number(module.element.getAttribute('weight') ?? 1000);
  return shown.toSorted((one, other) => weight(one) - weight(other));
}

function attributeOf({ module }: Fragment, name: string): string {
  return module.element.getAttribute(name) ?? '';
}

function labelOf({ plugin, module }: Fragment, visit: Visit): string {
  const key = childrenOf(module.element, 'label')[0]?.getAttribute('key') ?? '';
  return escapeMarkup(textIn(plugin, key, languageOf(visit)));
}

/** A key without a text is shown itself, as the platform does. */
function textIn({ descriptor, entries }: Plugin, key: string, language: string): string {
  for (const { type, location } of descriptor.resources) {
    if (type !== 'i18n') continue;
    for (const name of [`${location}_${language}.properties`, `${location}.properties`]) {
      const content = entries.get(name);
      const text = content === undefined ? undefined : readProperties(content).get(key);
      if (text !== undefined) return text;
    }
  }
  return key;
}

/** The lab's pages speak English unless a cookie asks for German. */
export function languageOf({ cookie }: Visit): 'en' | 'de' {
  return /(?:^|;\s*)lab-language=de\b/.test(cookie ?? '') ? 'de' : 'en';
}
