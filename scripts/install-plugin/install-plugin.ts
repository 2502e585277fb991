// Speaks to the plugin manager of Confluence: token, upload, waiting, and a look at what came of every module.
import { setTimeout as wait } from 'node:timers/promises';
import type { Access } from './access.ts';
import { InstallFault } from './install-fault.ts';

const installedMedia = 'application/vnd.atl.plugins.installed+json';
const pluginMedia = 'application/vnd.atl.plugins.plugin+json';
/** How the keys of the modules begin that describe the page. */
const pageModules = 'console-page-';
const longestWaitMs = 120_000;

export interface Installation {
  readonly access: Access;
  readonly jar: Buffer;
  readonly fileName: string;
  /** Hears what is going on, line by line. */
  readonly say: (line: string) => void;
}

export interface Installed {
  readonly version: string;
  /** Modules that this Confluence does not know, a sentence each: one page module is expected among them. */
  readonly missing: readonly string[];
}

/** Installs or updates. Throws `InstallFault` with what to do. Source: the sequence that several public scripts share. */
export async function installPlugin({ access, jar, fileName, say }: Installation): Promise<Installed> {
  say(`Asking ${access.baseUrl} for a token …`);
  const token = await askToken(access);
  say(`Uploading ${fileName} (${jar.length} bytes) …`);
  const task = await upload({ access, jar, fileName, token });
  say('Waiting for the installation …');
  const plugin = await waitFor(access, task);
  if (plugin.enabled !== true) throw new InstallFault('The plugin is installed and not enabled: look at Manage apps.');
  return { version: plugin.version, missing: judgeModules(plugin.modules) };
}

/**
 * The page is described twice, and no version need know both. Whatever else did not start, or neither of the two, is a console
 * that is not whole. Gives a sentence for each module that is missing and may be.
 */
function judgeModules(modules: Plugin['modules']): string[] {
  if (modules === undefined) return ['Confluence did not say which modules started; look at Manage apps.'];
  const isPage = ({ key }: Module) => key.startsWith(pageModules);
  const missing = modules.filter(({ enabled }) => !enabled);
  const broken = modules.filter(isPage).some(({ enabled }) => enabled)
    ? missing.filter((one) => !isPage(one))
    : missing;
  if (broken.length === 0) return missing.map(describeModule);
  const keys = broken.map(({ key }) => key).join(', ');
  throw new InstallFault(
    `The plugin is installed and not whole: ${keys} did not start. Look at Manage apps and into the log of Confluence; the stand-alone console needs none of it.`,
  );
}

interface Plugin {
  readonly key: string;
  readonly version: string;
  readonly enabled?: boolean;
  readonly modules?: readonly Module[];
}

interface Module {
  readonly key: string;
  readonly enabled: boolean;
  readonly recognisableType?: boolean;
}

interface Task {
  readonly pingAfter?: number;
  readonly links?: { readonly self?: string };
  readonly status?: {
    readonly done?: boolean;
    readonly contentType?: string;
    readonly errorMessage?: string;
    readonly subCode?: string;
  };
}

/** A site that limits the pace of a user is asked again when it says so, for as long as an installation may take. */
async function ask(access: Access, path: string, init: RequestInit = {}): Promise<Response> {
  const giveUpMs = performance.now() + longestWaitMs;
  for (;;) {
    const answer = await askOnce(access, path, init);
    const pauseMs = 1000 * Math.max(Number(answer.headers.get('retry-after')) || 1, 1);
    if (answer.status !== 429 || performance.now() + pauseMs > giveUpMs) return answer;
    await answer.body?.cancel();
    await wait(pauseMs);
  }
}

async function askOnce({ baseUrl, authorisation }: Access, path: string, init: RequestInit): Promise<Response> {
  const headers = { authorization: authorisation, 'x-atlassian-token': 'no-check', ...init.headers };
  try {
    return await fetch(new URL(path, `${baseUrl}/`), { redirect: 'manual', ...init, headers });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new InstallFault(`${baseUrl} does not answer: ${cause}`);
  }
}

async function askToken(access: Access): Promise<string> {
  const answer = await ask(access, 'rest/plugins/1.0/?os_authType=basic', { headers: { accept: installedMedia } });
  const token = answer.headers.get('upm-token');
  if (token !== null) return token;
  if (answer.status === 401) {
    throw new InstallFault(
      'Confluence did not accept the credentials. From 10.2 on it takes a personal access token only.',
    );
  }
  if (answer.status === 403) throw new InstallFault(explainRefusal(access, answer.headers));
  if (answer.status === 406) throw new InstallFault(explainMedia(access));
  throw new InstallFault(
    `The plugin manager gave no token (status ${answer.status}). Is ${access.baseUrl} a Confluence?`,
  );
}

/** A password is refused with 403 too where Basic is switched off, and after too many wrong ones until somebody logs in. */
function explainRefusal({ authorisation }: Access, headers: Headers): string {
  if (headers.get('x-seraph-loginreason') === 'AUTHENTICATION_DENIED') {
    return 'Too many wrong passwords: log in by the browser once and answer what it asks, or use UM_CONFLUENCE_TOKEN.';
  }
  if (!authorisation.startsWith('Basic ')) return 'Plugins are installed by system administrators only.';
  return 'Plugins are installed by system administrators only; or Confluence takes no passwords here: use UM_CONFLUENCE_TOKEN.';
}

async function upload({ access, jar, fileName, token }: Omit<Installation, 'say'> & { token: string }): Promise<Task> {
  const form = new FormData();
  form.set('plugin', new Blob([new Uint8Array(jar)], { type: 'application/java-archive' }), fileName);
  const path = `rest/plugins/1.0/?token=${encodeURIComponent(token)}`;
  const answer = await ask(access, path, { method: 'POST', body: form });
  const text = await answer.text();
  if (answer.status === 403) throw new InstallFault(explainDenial(text));
  if (answer.status !== 202)
    throw new InstallFault(`The upload was refused (status ${answer.status}): ${text.slice(0, 200)}`);
  return readTask(text);
}

function explainDenial(text: string): string {
  if (!/via upload|upload\.disabled/.test(text)) {
    return 'The upload was refused: the token had ended, or plugins are installed by system administrators only. Try again.';
  }
  return 'This Confluence takes no uploads. Start it with -Dupm.plugin.upload.enabled=true, install, and take the property out again.';
}

/** The answer to an upload stands in a text area, so that old browsers could read it from a frame. */
function readTask(text: string): Task {
  const inner = /<textarea[^>]*>([\s\S]*)<\/textarea>/i.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(inner.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Task;
  } catch {
    throw new InstallFault(`The plugin manager answered something that is no JSON: ${text.slice(0, 200)}`);
  }
}

async function waitFor(access: Access, first: Task): Promise<Plugin> {
  const self = first.links?.self;
  if (self === undefined) throw new InstallFault('The plugin manager did not say where to ask for progress.');
  const giveUpMs = performance.now() + longestWaitMs;
  for (let task = first; performance.now() < giveUpMs; ) {
    await wait(task.pingAfter ?? 200);
    const answer = await ask(access, new URL(self, `${access.baseUrl}/`).href);
    if (answer.status >= 400) throw new InstallFault(`The installation is gone (status ${answer.status}).`);
    const body = (await answer.json()) as Task & Partial<Plugin>;
    if (/err/.test(body.status?.contentType ?? '')) throw new InstallFault(explainFailure(body));
    if (body.key !== undefined) return readPlugin(access, body.key);
    task = body;
  }
  throw new InstallFault('The installation has not ended after two minutes: look at Manage apps.');
}

function explainFailure({ status }: Task): string {
  const said = status?.errorMessage ?? status?.subCode ?? 'no reason was given';
  if (!/signature/i.test(said)) return `The plugin was not installed: ${said}`;
  return 'This Confluence checks signatures: upload the jar with its .sig by Manage apps → Upload app, as INSTALL.md says.';
}

/** The plugin manager has media types of its own, and answers 406 to whoever asks for another, plain JSON included. */
function explainMedia({ baseUrl }: Access): string {
  return `The plugin manager answers 406: what this script accepts did not arrive as it was sent. Something before ${baseUrl} rewrites the Accept header; ask by an address that leads to Confluence itself.`;
}

async function readPlugin(access: Access, key: string): Promise<Plugin> {
  const path = `rest/plugins/1.0/${encodeURIComponent(key)}-key`;
  const answer = await ask(access, path, { headers: { accept: pluginMedia } });
  if (answer.status === 406) throw new InstallFault(explainMedia(access));
  if (answer.status !== 200) throw new InstallFault(`The plugin cannot be looked at (status ${answer.status}).`);
  return (await answer.json()) as Plugin;
}

function describeModule({ key, recognisableType }: Module): string {
  if (recognisableType === false)
    return `${key}: this version of Confluence does not know such a module, which does no harm.`;
  return `${key}: is not enabled; look at Manage apps.`;
}
