// Serves what plugins offer for download: single files, and batches whose address answers whatever is asked below it.
import { typeOf } from './aui.ts';
import { childrenOf, type Module, type Resource, readResources } from './descriptor.ts';
import { isAtWork, modulesOf, type Plugin, type PluginHost } from './host.ts';
import type { PageAnswer } from './visit.ts';

type Served = { plugin: Plugin; module: Module };

/** Web resources bound to one of the contexts, in the order of their plugins, and what they depend on. */
function resourcesFor(host: PluginHost, contexts: readonly string[]): Served[] {
  const bound = ({ module }: Served) =>
    childrenOf(module.element, 'context').some((one) => contexts.includes(one.textContent?.trim() ?? ''));
  return withDependencies(host, [...modulesOf(host, 'web-resource')].filter(bound));
}

/** Each once, after what it depends on. What no plugin here offers, the host's own resources among it, is passed over. */
function withDependencies(host: PluginHost, wanted: readonly Served[]): Served[] {
  const met = new Set<Module>();
  const inOrder = (one: Served): Served[] => {
    if (met.has(one.module)) return [];
    met.add(one.module);
    const needed = childrenOf(one.module.element, 'dependency').flatMap((dependency) => {
      return findResource(host, dependency.textContent?.trim() ?? '') ?? [];
    });
    return [...needed.flatMap(inOrder), one];
  };
  return wanted.flatMap(inOrder);
}

function findResource(host: PluginHost, completeKey: string): Served | undefined {
  return [...modulesOf(host, 'web-resource')].find((one) => completeKeyOf(one) === completeKey);
}

function completeKeyOf({ plugin, module }: Served): string {
  return `${plugin.descriptor.key}:${module.key}`;
}

type Addresses = { styles: string[]; scripts: string[] };

/** Addresses of everything the contexts bring in: one batch of each kind, or file by file. */
export function addressesOf(host: PluginHost, contexts: readonly string[]): Addresses {
  const served = resourcesFor(host, contexts);
  if (!host.batching) return fileAddresses(host, served);
  const build = served.map(({ plugin }) => plugin.build).join('.');
  const batch = (kind: string) => {
    const path = `download/contextbatch/${kind}/${contexts.join(',')}/batch.${kind}`;
    return served.some((one) => hasFiles(one, kind)) ? [`${host.site.contextPath}/s/${build}/_/${path}`] : [];
  };
  return { styles: batch('css'), scripts: batch('js') };
}

/** Addresses of one resource and what it depends on: a batch of each kind for each, or file by file. */
export function addressesOfResource(host: PluginHost, completeKey: string): Addresses {
  const wanted = findResource(host, completeKey);
  const served = wanted === undefined ? [] : withDependencies(host, [wanted]);
  if (!host.batching) return fileAddresses(host, served);
  const batches = (kind: string) =>
    served
      .filter((one) => hasFiles(one, kind))
      .map((one) => {
        const key = completeKeyOf(one);
        return `${host.site.contextPath}/s/${one.plugin.build}/_/download/batch/${key}/${key}.${kind}`;
      });
  return { styles: batches('css'), scripts: batches('js') };
}

function fileAddresses({ site }: PluginHost, served: readonly Served[]): Addresses {
  const files = served.flatMap((one) =>
    filesOf(one.module).map(({ name }) => `${site.contextPath}/download/resources/${completeKeyOf(one)}/${name}`),
  );
  return {
    styles: files.filter((file) => file.endsWith('.css')),
    scripts: files.filter((file) => file.endsWith('.js')),
  };
}

function hasFiles({ module }: Served, kind: string): boolean {
  return filesOf(module).some(({ name }) => name.endsWith(`.${kind}`));
}

/** Answers below `/download` and `/s`; null where nothing is there. */
export function answerDownload(host: PluginHost, path: string): PageAnswer | null {
  // The part before `/_` says which build it is, for caches only.
  const plain = path.replace(/^\/s\/.*?\/_(?=\/)/, '');
  const context = /^\/download\/contextbatch\/(js|css)\/([^/]+)\/batch\.(?:js|css)$/.exec(plain);
  if (context !== null)
    return batchOf(resourcesFor(host, decodeURIComponent(context[2] ?? '').split(',')), context[1] ?? '');
  const single = /^\/download\/(resources|batch)\/([^/]+)\/(.+)$/.exec(plain);
  if (single === null) return null;
  const [, way, place = '', name = ''] = single;
  const [pluginKey = '', moduleKey] = decodeURIComponent(place).split(':');
  const plugin = host.plugins.get(pluginKey);
  if (plugin === undefined || !plugin.enabled) return null;
  if (moduleKey === undefined) return fileOf(plugin, plugin.descriptor.resources, decodeURIComponent(name));
  const module = plugin.descriptor.modules.find((one) => one.key === moduleKey && isAtWork(plugin, one));
  if (module === undefined) return null;
  // Found live: the address of a batch answers with the batch for any path below it.
  if (way === 'batch') return batchOf([{ plugin, module }], name.endsWith('.css') ? 'css' : 'js');
  return fileOf(plugin, readResources(module.element), decodeURIComponent(name));
}

function fileOf(plugin: Plugin, resources: readonly Resource[], name: string): PageAnswer | null {
  for (const resource of resources) {
    if (resource.type !== 'download') continue;
    const location = locate(resource, name);
    const body = location === null ? undefined : plugin.entries.get(location);
    if (body !== undefined) return { status: 200, body, contentType: typeOf(name) };
  }
  return null;
}

/** A resource whose name ends in a slash stands for a folder. */
function locate({ name, location }: Resource, asked: string): string | null {
  if (name === asked) return location;
  if (!name.endsWith('/') || !asked.startsWith(name)) return null;
  return `${location.replace(/\/$/, '')}/${asked.slice(name.length)}`;
}

/** Each script stands in a try of its own: what one throws does not keep the others from running. */
function batchOf(served: readonly Served[], kind: string): PageAnswer {
  const parts = served.flatMap(({ plugin, module }) =>
    filesOf(module)
      .filter(({ name }) => name.endsWith(`.${kind}`))
      .map(({ name, location }) => {
        const text = plugin.entries.get(location)?.toString('utf8') ?? '';
        const title = `/* module-key = '${plugin.descriptor.key}:${module.key}', location = '${name}' */`;
        return kind === 'css'
          ? `${title}\n${text}`
          : `try {\n${title}\n${text}\n}catch(e){window.console&&console.log('Error running batched script.',e)}`;
      }),
  );
  return { status: 200, body: `${parts.join('\n;\n')}\n`, contentType: typeOf(`batch.${kind}`) };
}

function filesOf(module: Module): { name: string; location: string }[] {
  return readResources(module.element).filter(({ type }) => type === 'download');
}
