// Actions that plugins define by `<xwork>` and `<struts>`: which of them stands at a path, and the template it shows.
import type { Element } from '@xmldom/xmldom';
import { modulesOf, type Plugin, type PluginHost } from './host.ts';
import { inRange } from './version-range.ts';

/** Struts 6.3, which came with 8.6 and with the line of 8.5, knows no other names. */
const plainNames = { namespace: /^[a-zA-Z0-9/-]*$/, action: /^[a-zA-Z0-9-]*$/ };

/** The template of the action at a path: of two modules that define the same one, the later. */
export function findAction(host: PluginHost, path: string): { template: string } | null {
  let found: { template: string } | null = null;
  for (const kind of ['xwork', 'struts']) {
    for (const { plugin, module } of modulesOf(host, kind)) {
      for (const one of module.element.getElementsByTagName('package')) {
        const namespace = one.getAttribute('namespace') ?? '';
        for (const action of one.getElementsByTagName('action')) {
          const name = action.getAttribute('name') ?? '';
          if (`${namespace}/${name}.action` !== path || !isName(host, namespace, name)) continue;
          const template = templateOf(plugin, action);
          if (template !== undefined) found = { template };
        }
      }
    }
  }
  return found;
}

function isName({ site }: PluginHost, namespace: string, name: string): boolean {
  if (inRange(site.tier.version, '(,8.5)')) return true;
  return plainNames.namespace.test(namespace) && plainNames.action.test(name);
}

/** Which of the two results the platform's own class gives is not established: either will do, both are looked for. */
function templateOf({ entries }: Plugin, action: Element): string | undefined {
  const results = [...action.getElementsByTagName('result')];
  const named = (name: string) => results.find((result) => result.getAttribute('name') === name);
  const location = (named('input') ?? named('success'))?.textContent ?? '';
  return entries.get(location.replace(/^\//, ''))?.toString('utf8');
}
