// What a site knows of its plugins: what is installed and enabled, what is being installed, and where the sidecar stands.
import type { Site } from '../confluence/site.ts';
import type { Descriptor } from './descriptor.ts';

/** Content by path inside the jar. */
export type JarEntries = ReadonlyMap<string, Buffer>;

export type Plugin = {
  descriptor: Descriptor;
  entries: JarEntries;
  enabled: boolean;
  /** Counts installations: addresses of batches change with it, as the platform's do. */
  build: number;
};

export type InstallTask = {
  id: string;
  source: string;
  /** Polls left before it says how it ended. */
  pollsLeft: number;
  result: { kind: 'installed'; key: string } | { kind: 'failed'; subCode: string; message: string };
};

export type Theme = 'original' | 'light' | 'dark';

export type PluginHostOptions = {
  /** `upm.plugin.upload.enabled`: off by default where the facts say that it is. */
  uploadEnabled: boolean;
  /** The check of signatures that came with Confluence 10. */
  signatureCheck: boolean;
  /** One address for all files of a context, as in production, or one for each file. */
  batching: boolean;
};

export type PluginHost = PluginHostOptions & {
  site: Site;
  plugins: Map<string, Plugin>;
  tasks: Map<string, InstallTask>;
  upmToken: string;
  /** Where `<context>/user-management/` is handed on to; null answers 502 as a proxy whose target is not there. */
  sidecarUrl: string | null;
  theme: Theme;
  /** Secure administrator sessions that are open, by session. */
  secureSessions: Map<string, number>;
};

/** From 7.19 on, with its fix releases, nothing can be uploaded unless it was switched on; 10 checks signatures. */
function defaultOptions(line: string): PluginHostOptions {
  const major = Number(line.split('.')[0]);
  return { uploadEnabled: line === '7.4', signatureCheck: major >= 10, batching: true };
}

export function openPluginHost(site: Site, options: Partial<PluginHostOptions>, makeId: () => string): PluginHost {
  return {
    ...defaultOptions(site.tier.line),
    ...options,
    site,
    plugins: new Map(),
    tasks: new Map(),
    upmToken: makeId(),
    sidecarUrl: null,
    theme: 'original',
    secureSessions: new Map(),
  };
}

/** Modules of enabled plugins that this host knows, with the plugin they belong to. */
export function* modulesOf(host: PluginHost, kind: string) {
  for (const plugin of host.plugins.values()) {
    if (!plugin.enabled) continue;
    for (const module of plugin.descriptor.modules)
      if (module.recognised && module.kind === kind) yield { plugin, module };
  }
}

/** 8 carries AUI 9 and knows one theme; 9 brought the dark one; the line of 7 carries AUI 8. */
export function auiOf({ tier }: Site): { package: 'aui-8' | 'aui-9' | 'aui-10'; themes: boolean } {
  const major = Number(tier.line.split('.')[0]);
  if (major >= 10) return { package: 'aui-10', themes: true };
  return major >= 8 ? { package: 'aui-9', themes: major >= 9 } : { package: 'aui-8', themes: false };
}
