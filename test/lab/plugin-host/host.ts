// What a site knows of its plugins: what is installed and enabled, what is being installed, and where the sidecar stands.
import type { Site } from '../confluence/site.ts';
import type { Descriptor, Module } from './descriptor.ts';

/** Content by path inside the jar. */
export type JarEntries = ReadonlyMap<string, Buffer>;

export type Plugin = {
  descriptor: Descriptor;
  entries: JarEntries;
  /** Modules of a known type that cannot start. One of them is enough to keep the whole plugin disabled. */
  broken: ReadonlySet<string>;
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
  /** What a form of a page carries so that nobody else can send it. */
  formToken: string;
  /** Where `<context>/user-management/` is handed on to; null answers 502 as a proxy whose target is not there. */
  sidecarUrl: string | null;
  theme: Theme;
  /** Secure administrator sessions that are open, by session. */
  secureSessions: Map<string, number>;
};

/** Lines whose last fix release is older than the lock on uploads of 2024; 7.19 and 8.5 had it put into them. */
const olderThanUploadLock = ['7.4', '8.3'];

function defaultOptions(line: string): PluginHostOptions {
  const major = Number(line.split('.')[0]);
  return { uploadEnabled: olderThanUploadLock.includes(line), signatureCheck: major >= 10, batching: true };
}

export function openPluginHost(site: Site, options: Partial<PluginHostOptions>, makeId: () => string): PluginHost {
  return {
    ...defaultOptions(site.tier.line),
    ...options,
    site,
    plugins: new Map(),
    tasks: new Map(),
    upmToken: makeId(),
    formToken: makeId(),
    sidecarUrl: null,
    theme: 'original',
    secureSessions: new Map(),
  };
}

/** Modules of enabled plugins that are at work, with the plugin they belong to. */
export function* modulesOf(host: PluginHost, kind: string) {
  for (const plugin of host.plugins.values()) {
    for (const module of plugin.descriptor.modules)
      if (isAtWork(plugin, module) && module.kind === kind) yield { plugin, module };
  }
}

/** Whether this host knows the module and neither it nor its plugin is disabled. */
export function isAtWork({ enabled }: Plugin, { recognised, disabled }: Module): boolean {
  return enabled && recognised && !disabled;
}

/** 8 carries AUI 9 and knows one theme; 9 brought the dark one; the line of 7 carries AUI 8. */
export function auiOf({ tier }: Site): { package: 'aui-8' | 'aui-9' | 'aui-10'; themes: boolean } {
  const major = Number(tier.line.split('.')[0]);
  if (major >= 10) return { package: 'aui-10', themes: true };
  return major >= 8 ? { package: 'aui-9', themes: major >= 9 } : { package: 'aui-8', themes: false };
}
