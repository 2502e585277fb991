// What a test asks of the stand-in Crowd itself: its applications, the mails it sent, its sessions, the age of its feed.
import type { FastifyInstance } from 'fastify';
import { type Application, createApplication, mapDirectory, PERMISSIONS } from '../crowd/applications.ts';
import type { CrowdSite } from '../crowd/site.ts';
import { findDirectoryNamed } from '../world/views.ts';
import { readObject, WishFault } from './wishes.ts';

export function addCrowdControls(app: FastifyInstance, crowd: CrowdSite): void {
  app.get('/applications', (_request, reply) =>
    reply.send({ applications: [...crowd.applications.values()].map(renderApplication) }),
  );
  app.put<{ Params: { name: string } }>('/applications/:name', (request, reply) => {
    const { name } = request.params;
    const application = { ...(crowd.applications.get(name) ?? createApplication(name, `${name}-secret`, [])) };
    applyWish(crowd, application, readObject(request.body));
    crowd.applications.set(name, application);
    return reply.send(renderApplication(application));
  });
  app.delete<{ Params: { name: string } }>('/applications/:name', (request, reply) => {
    const { name } = request.params;
    if (!crowd.applications.delete(name)) throw new WishFault(`there is no application ${name}`, 404);
    return reply.code(204).send();
  });
  app.get('/mails', (_request, reply) => reply.send({ mails: crowd.mails }));
  app.get('/sessions', (_request, reply) =>
    reply.send({ sessions: [...crowd.sessions.values()].map(({ token, username }) => ({ token, username })) }),
  );
  app.delete('/events', (_request, reply) => {
    crowd.feed.forget();
    return reply.code(204).send();
  });
}

function renderApplication(application: Application): Record<string, unknown> {
  const { mappings, ...plain } = application;
  const directories = mappings.map(({ directory, permissions }) => ({
    id: directory.id,
    name: directory.name,
    permissions: [...permissions],
  }));
  return { ...plain, directories };
}

/** Only what the wish names is changed; directories by name or id, each with its permissions or all of them. */
function applyWish(crowd: CrowdSite, application: Application, wish: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(wish)) {
    switch (key) {
      case 'password':
        if (typeof value !== 'string') throw new WishFault('"password" must be text');
        application.password = value;
        break;
      case 'active':
      case 'aggregation':
      case 'incremental':
      case 'emailChanges':
        if (typeof value !== 'boolean') throw new WishFault(`"${key}" must be true or false`);
        application[key] = value;
        break;
      case 'addresses':
        application.addresses = readTexts(value, key);
        break;
      case 'directories':
        if (!Array.isArray(value)) throw new WishFault('"directories" must be a list');
        application.mappings = value.map((entry: unknown) => readMapping(crowd, entry));
        break;
      default:
        throw new WishFault(`unknown key "${key}"`);
    }
  }
}

function readMapping(crowd: CrowdSite, entry: unknown): Application['mappings'][number] {
  const { name, permissions } = typeof entry === 'string' ? { name: entry, permissions: undefined } : readObject(entry);
  const directory = findDirectoryNamed(crowd.world, String(name));
  if (directory === undefined) throw new WishFault(`there is no directory ${String(name)}`, 404);
  if (permissions === undefined) return mapDirectory(crowd.world, directory);
  const wished = readTexts(permissions, 'permissions');
  const known = PERMISSIONS.filter((permission) => wished.includes(permission));
  if (known.length < wished.length) throw new WishFault(`"permissions" may name ${PERMISSIONS.join(', ')}`);
  return mapDirectory(crowd.world, directory, known);
}

function readTexts(value: unknown, key: string): string[] {
  if (!Array.isArray(value) || value.some((one) => typeof one !== 'string')) {
    throw new WishFault(`"${key}" must be a list of texts`);
  }
  return value as string[];
}
