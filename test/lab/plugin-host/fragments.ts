// Web sections, items and panels of plugins as the host's own pages show them, conditions and texts included.
import { escapeMarkup } from '../confluence/pages.ts';
import { holds } from './conditions.ts';
import { childrenOf, type Module, textOf } from './descriptor.ts';
import { modulesOf, type Plugin, type PluginHost } from './host.ts';
import { readProperties } from './properties.ts';
import { renderTemplate, TemplateFault } from './velocity.ts';
import type { Visit } from './visit.ts';

type Fragment = { plugin: Plugin; module: Module };

export type MenuItem = { key: string; label: string; href: string; id: string };
export type MenuSection = { key: string; label: string; items: readonly MenuItem[] };

/**
 * The host's own sections of a location and those of plugins, each with the items that plugins put there, by weight. A section
 * without items is not shown.
 */
export function listMenu(
  host: PluginHost,
  visit: Visit,
  location: string,
  own: readonly MenuSection[],
): readonly MenuSection[] {
  const declared = shownFragments(host, visit, 'web-section')
    .filter((one) => attributeOf(one, 'location') === location)
    .map((section) => ({ key: section.module.key, label: labelOf(section, visit), items: [] }));
  const items = shownFragments(host, visit, 'web-item');
  return [...own, ...declared]
    .map((section) => {
      const added = items.filter((item) => attributeOf(item, 'section') === `${location}/${section.key}`);
      return { ...section, items: [...section.items, ...added.map((item) => renderItem(host, visit, item))] };
    })
    .filter(({ items: shown }) => shown.length > 0);
}

function renderItem(host: PluginHost, visit: Visit, item: Fragment): MenuItem {
  const { key, element } = item.module;
  return {
    key,
    label: labelOf(item, visit),
    href: host.site.contextPath + textOf(element, 'link'),
    id: childrenOf(element, 'link')[0]?.getAttribute('linkId') ?? '',
  };
}

/** The panels of a location, by weight. */
export function renderPanels(host: PluginHost, visit: Visit, location: string): string {
  return shownFragments(host, visit, 'web-panel')
    .filter((one) => attributeOf(one, 'location') === location)
    .map((panel) => renderPanel(host, panel))
    .join('\n');
}

/** Its text stands in the element or in a file of the jar. One that cannot be shown says so, as nobody reads the lab's log. */
function renderPanel(host: PluginHost, { plugin, module }: Fragment): string {
  const view = childrenOf(module.element, 'resource').find((one) => one.getAttribute('name') === 'view');
  const location = view?.getAttribute('location') ?? '';
  const text = location === '' ? view?.textContent : plugin.entries.get(location.replace(/^\//, ''))?.toString('utf8');
  if (typeof text !== 'string') return describeFault(module, 'its view is not there.');
  if (view?.getAttribute('type') === 'static') return text;
  if (view?.getAttribute('type') !== 'velocity') return describeFault(module, 'its view is of no type the lab knows.');
  try {
    return renderTemplate(host, text);
  } catch (error) {
    if (error instanceof TemplateFault) return describeFault(module, error.message);
    throw error;
  }
}

function describeFault({ key }: Module, sentence: string): string {
  return `<p class="error">The panel ${escapeMarkup(key)} cannot be shown: ${escapeMarkup(sentence)}</p>`;
}

function shownFragments(host: PluginHost, visit: Visit, kind: string): Fragment[] {
  const shown = [...modulesOf(host, kind)].filter(({ module }) =>
    childrenOf(module.element, 'condition').every((one) => holds(host, visit, one.getAttribute('class') ?? '')),
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

/** A key without a text is shown itself, as the platform does. Dots of a location are slashes. */
function textIn({ descriptor, entries }: Plugin, key: string, language: string): string {
  for (const { type, location } of descriptor.resources) {
    if (type !== 'i18n') continue;
    const base = location.replaceAll('.', '/');
    for (const name of [`${base}_${language}.properties`, `${base}.properties`]) {
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
