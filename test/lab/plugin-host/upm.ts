// The plugin manager's REST: token, upload, pending task, and the plugin as a resource, with its two locks.
import { DescriptorFault } from './descriptor.ts';
import { type InstallTask, isAtWork, type Plugin, type PluginHost } from './host.ts';
import { installJar } from './install.ts';
import type { PageAnswer, Visit } from './visit.ts';

const installedMedia = 'application/vnd.atl.plugins.installed+json';
const pluginMedia = 'application/vnd.atl.plugins.plugin+json';

/** Answers below `/rest/plugins/1.0`. `rest` is what follows it. */
export async function answerUpm(host: PluginHost, visit: Visit, rest: string): Promise<PageAnswer> {
  if (visit.user === null) return json(401, { message: 'Client must be authenticated to access this resource.' });
  if (!visit.systemAdministrator) return json(403, { message: 'Client is not authorised to manage plugins.' });
  if (rest === '/' || rest === '') {
    if (visit.method === 'POST') return upload(host, visit);
    return isReading(visit) ? listInstalled(host, visit) : refuseMethod('GET, HEAD, POST');
  }
  const pending = /^\/pending\/([\w-]+)$/.exec(rest)?.[1];
  if (pending !== undefined) return isReading(visit) ? poll(host, pending) : refuseMethod('GET, HEAD');
  const key = /^\/([^/]+)-key$/.exec(rest)?.[1];
  return key === undefined ? json(404, { message: 'Not found' }) : onePlugin(host, visit, decodeURIComponent(key));
}

function isReading({ method }: Visit): boolean {
  return method === 'GET' || method === 'HEAD';
}

function refuseMethod(allow: string): PageAnswer {
  return { ...json(405, { message: 'Method Not Allowed' }), headers: { allow } };
}

function listInstalled(host: PluginHost, { accept }: Visit): PageAnswer {
  if (accept !== '' && !accept.includes(installedMedia) && !accept.includes('*/*')) return json(406, {});
  const plugins = [...host.plugins.values()].map((plugin) => describe(host, plugin));
  return { ...json(200, { plugins }, installedMedia), headers: { 'upm-token': host.upmToken } };
}

async function upload(host: PluginHost, visit: Visit): Promise<PageAnswer> {
  if (visit.query.get('token') !== host.upmToken) return json(403, { subCode: 'upm.error.invalid.token' });
  if (!host.uploadEnabled)
    return json(403, { message: 'Plugins cannot be installed via upload', subCode: 'upm.upload.disabled' });
  const file = await readUpload(visit);
  if (file === null)
    return json(400, { subCode: 'upm.pluginInstall.error.no.file', message: 'The field "plugin" is missing.' });
  const id = `task-${host.tasks.size + 1}`;
  const task: InstallTask = { id, source: file.name, pollsLeft: 1, result: install(host, file.content) };
  host.tasks.set(id, task);
  // Whoever uploads by a form gets the answer in a text area, so that a frame can read it.
  const text = `<textarea>${JSON.stringify(describeTask(host, task))}</textarea>`;
  return { status: 202, body: text, contentType: 'text/html;charset=UTF-8' };
}

async function readUpload({ contentType, body }: Visit): Promise<{ name: string; content: Buffer } | null> {
  if (!/^multipart\/form-data\b/i.test(contentType)) return null;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => null);
  const field = form?.get('plugin') ?? null;
  if (field === null || typeof field === 'string') return null;
  return { name: field.name, content: Buffer.from(await field.arrayBuffer()) };
}

function install(host: PluginHost, jar: Buffer): InstallTask['result'] {
  // How a signature is uploaded by REST is not established: here nothing that comes this way has one.
  if (host.signatureCheck) {
    return { kind: 'failed', subCode: 'upm.pluginInstall.error.signature', message: 'Signature check failed!' };
  }
  try {
    return { kind: 'installed', key: installJar(host, jar).descriptor.key };
  } catch (error) {
    if (!(error instanceof DescriptorFault)) throw error;
    return { kind: 'failed', subCode: 'upm.pluginInstall.error.descriptor', message: error.message };
  }
}

function poll(host: PluginHost, id: string): PageAnswer {
  const task = host.tasks.get(id);
  if (task === undefined) return json(404, { message: 'There is no such task.' });
  if (task.pollsLeft > 0) {
    task.pollsLeft -= 1;
    return json(200, describeTask(host, task));
  }
  if (task.result.kind === 'failed') {
    const { subCode, message } = task.result;
    const status = {
      done: true,
      statusCode: 200,
      contentType: 'application/vnd.atl.plugins.task.install.err+json',
      subCode,
      errorMessage: message,
    };
    return json(200, { type: 'INSTALL', status, links: { self: selfOf(host, task) } });
  }
  const plugin = host.plugins.get(task.result.key);
  return plugin === undefined ? json(404, {}) : json(200, describe(host, plugin), pluginMedia);
}

function onePlugin(host: PluginHost, visit: Visit, key: string): PageAnswer {
  const plugin = host.plugins.get(key);
  if (plugin === undefined) return json(404, { message: `There is no plugin ${key}.` });
  if (visit.method === 'DELETE') {
    host.plugins.delete(key);
    return { status: 204, body: '', contentType: '' };
  }
  if (visit.method === 'PUT') {
    if (!visit.contentType.includes(pluginMedia)) return json(415, {});
    const enabled = readEnabled(visit.body);
    if (enabled === null) return json(400, { message: 'The body does not say whether the plugin is enabled.' });
    plugin.enabled = enabled && plugin.broken.size === 0;
    return json(200, describe(host, plugin), pluginMedia);
  }
  if (!isReading(visit)) return refuseMethod('GET, HEAD, PUT, DELETE');
  // Plain JSON is not among what this resource offers.
  if (!visit.accept.includes(pluginMedia) && !visit.accept.includes('*/*')) return json(406, {});
  return json(200, describe(host, plugin), pluginMedia);
}

function readEnabled(body: Buffer): boolean | null {
  try {
    const wish: unknown = JSON.parse(body.toString('utf8'));
    const enabled = typeof wish === 'object' && wish !== null && 'enabled' in wish ? wish.enabled : null;
    return typeof enabled === 'boolean' ? enabled : null;
  } catch {
    return null;
  }
}

function describeTask(host: PluginHost, task: InstallTask) {
  const contentType = 'application/vnd.atl.plugins.install.installing+json';
  const status = { done: false, statusCode: 200, contentType, source: task.source };
  return { type: 'INSTALL', pingAfter: 100, status, links: { self: selfOf(host, task) } };
}

function selfOf({ site }: PluginHost, { id }: InstallTask): string {
  return `${site.contextPath}/rest/plugins/1.0/pending/${id}`;
}

function describe({ site }: PluginHost, plugin: Plugin) {
  const { broken, descriptor, enabled } = plugin;
  const { key, name, version, vendor, modules } = descriptor;
  return {
    key,
    name,
    version,
    vendor: { name: vendor },
    enabled,
    userInstalled: true,
    links: { self: `${site.contextPath}/rest/plugins/1.0/${encodeURIComponent(key)}-key` },
    modules: modules.map((module) => ({
      key: module.key,
      completeKey: `${key}:${module.key}`,
      name: module.name,
      enabled: isAtWork(plugin, module),
      recognisableType: module.recognised,
      broken: broken.has(module.key),
    })),
  };
}

function json(status: number, value: unknown, contentType = 'application/json'): PageAnswer {
  return { status, body: JSON.stringify(value), contentType };
}
