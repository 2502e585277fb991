// Installs a jar as the platform would: unpacks it, reads the descriptor, and refuses or disables what would not start.
import { conditionClasses } from './conditions.ts';
import { DescriptorFault, type Module, readDescriptor } from './descriptor.ts';
import type { JarEntries, Plugin, PluginHost } from './host.ts';
import { readJar, readManifest } from './jar.ts';

/** Classes of the platform that a descriptor may name; others would have to be in the jar. */
const platformClasses = new Set(['com.atlassian.confluence.core.ConfluenceActionSupport', ...conditionClasses]);

/** Installs or updates. Throws `DescriptorFault` with what is wrong; then everything stays as it was. */
export function installJar(host: PluginHost, jar: Buffer): Plugin {
  const entries = readJar(jar);
  const text = entries.get('atlassian-plugin.xml')?.toString('utf8');
  if (text === undefined) throw new DescriptorFault('The file holds no atlassian-plugin.xml.');
  const descriptor = readDescriptor(text, host.site.tier.version);
  const active = descriptor.modules.filter(({ recognised, disabled }) => recognised && !disabled);
  for (const { kind, element } of active) if (kind === 'xwork' || kind === 'struts') checkTemplates(element, entries);
  const imports = readImports(entries);
  const broken = new Set(active.filter((module) => !canLoad(module, entries, imports)).map(({ key }) => key));
  const before = host.plugins.get(descriptor.key);
  const enabled = !descriptor.disabled && broken.size === 0;
  const plugin: Plugin = { descriptor, entries, broken, enabled, build: (before?.build ?? 0) + 1 };
  host.plugins.set(descriptor.key, plugin);
  return plugin;
}

/** Packages that a bundle imports which is taken as it is; null where the framework makes the imports itself. */
function readImports(entries: JarEntries): ReadonlySet<string> | null {
  const manifest = readManifest(entries);
  if (!manifest.has('Atlassian-Plugin-Key')) return null;
  const plain = (manifest.get('Import-Package') ?? '').replaceAll(/"[^"]*"/g, '');
  return new Set(plain.split(',').map((clause) => clause.split(';')[0]?.trim() ?? ''));
}

/** Whether the platform has every class that the module names, and the plugin sees its package. */
function canLoad({ element }: Module, entries: JarEntries, imports: ReadonlySet<string> | null): boolean {
  const names = [element, ...element.getElementsByTagName('*')].flatMap((one) => one.getAttribute('class') ?? []);
  return names.every((name) => {
    if (!platformClasses.has(name)) return false;
    const parts = name.split('.').slice(0, -1);
    if (imports !== null) return imports.has(parts.join('.'));
    // A folder of the package's name keeps the framework from importing the package from the host.
    return ![...entries.keys()].some((entry) => entry.startsWith(`${parts.join('/')}/`));
  });
}

function checkTemplates(element: Module['element'], entries: JarEntries): void {
  for (const result of element.getElementsByTagName('result')) {
    const location = result.textContent ?? '';
    if (!location.startsWith('/') || /\s/.test(location))
      throw new DescriptorFault(`The result "${location}" is no path.`);
    if (!entries.has(location.slice(1))) throw new DescriptorFault(`The template ${location} is not there.`);
  }
}
