// The control address: what a test asks of the lab itself, beside the product's road.
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import type { Clock } from '../clock.ts';
import { formatInstant } from '../clock.ts';
import { readStatus } from '../confluence/errors.ts';
import { SESSION_COOKIE } from '../confluence/sessions.ts';
import type { Site } from '../confluence/site.ts';
import type { CrowdSite } from '../crowd/site.ts';
import type { PluginHost } from '../plugin-host/host.ts';
import type { Wire } from '../wire/intercept.ts';
import { setLastLogin } from '../world/changes.ts';
import { writePage } from '../world/content.ts';
import type { User, World } from '../world/model.ts';
import { settleWorld } from '../world/settle.ts';
import { findUser, isActive } from '../world/views.ts';
import { addCrowdControls } from './crowd.ts';
import { addPluginControls } from './plugins.ts';
import { describeState } from './state.ts';
import { changeSource, synchronise } from './synchronise.ts';
import {
  type ContentWish,
  readClockWish,
  readContentWish,
  readFaultWish,
  readName,
  readReindexWish,
  readSourceWish,
  readSynchroniseWish,
  WishFault,
} from './wishes.ts';

export type Controls = {
  world: World;
  clock: Clock;
  wire: Wire;
  crowd: CrowdSite;
  site: Pick<Site, 'sessions' | 'contextPath' | 'webhooks'>;
  plugins: PluginHost;
  /** The account that a product is meant to run under. */
  service: { username: string; password?: string; token: string };
};

const INDEX = {
  service: 'GET /service',
  requests: 'GET, DELETE /requests',
  faults: 'GET, POST, DELETE /faults; DELETE /faults/{id}',
  clock: 'GET /clock; POST /clock {"now"} or {"advanceDays"}',
  login: 'POST /login {"username"}',
  content: 'POST /content {"username", "editedBy", "restricted"}',
  reindex: 'POST /reindex {"durationMs"}',
  synchronise: 'POST /synchronise {"directory", "restore", "immediate"}',
  source: 'POST /source {"directory", "username", "change": "disable" | "enable" | "remove"}',
  plugins: 'GET /plugins; POST /sidecar {"url"}; POST /theme {"theme": "original" | "light" | "dark"}',
  state: 'GET /state; GET /deliveries',
  applications: 'GET /applications; PUT, DELETE /applications/{name}',
  crowd: 'GET /mails; GET /sessions; DELETE /events',
} as const;

export function buildControl(controls: Controls): FastifyInstance {
  const { world, clock, wire, crowd, service } = controls;
  const app = fastify({ logger: false, forceCloseConnections: true, bodyLimit: 16_777_216 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onSend', async () => {
    if (wire.beforeAnswer !== null) await wire.beforeAnswer();
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof WishFault) return reply.code(error.status).send({ error: error.message });
    return reply.code(readStatus(error)).send({ error: error instanceof Error ? error.message : String(error) });
  });
  app.setNotFoundHandler((request, reply) => {
    return reply
      .code(404)
      .send({ error: `the lab's control address has no ${request.method} ${request.url}`, index: INDEX });
  });

  app.get('/', (_request, reply) => reply.send(INDEX));
  app.get('/service', (_request, reply) => reply.send(service));
  app.get('/requests', (_request, reply) => reply.send({ requests: wire.log.list() }));
  app.delete('/requests', (_request, reply) => {
    wire.log.clear();
    return reply.code(204).send();
  });
  app.get('/faults', (_request, reply) => reply.send({ faults: wire.faults.list() }));
  app.post('/faults', (request, reply) => reply.code(201).send(wire.faults.add(readFaultWish(request.body))));
  app.delete('/faults', (_request, reply) => {
    wire.faults.clear();
    return reply.code(204).send();
  });
  app.delete<{ Params: { id: string } }>('/faults/:id', (request, reply) => {
    if (wire.faults.remove(Number(request.params.id))) return reply.code(204).send();
    return reply.code(404).send({ error: `there is no fault ${request.params.id}` });
  });
  app.get('/clock', (_request, reply) => reply.send({ now: formatInstant(clock.nowMs()) }));
  app.post('/clock', (request, reply) => {
    clock.setTo(readClockWish(request.body, clock.nowMs()));
    settleWorld(world);
    return reply.send({ now: formatInstant(clock.nowMs()) });
  });
  app.post('/login', (request, reply) => login(controls, readName(request.body, 'username'), reply));
  app.post('/content', (request, reply) => reply.code(201).send(write(world, readContentWish(request.body))));
  app.post('/reindex', (request, reply) => {
    const { durationMs } = readReindexWish(request.body);
    world.reindex = { jobId: world.nextNumber(), startedEpochMs: clock.nowMs(), durationMs };
    return reply.send({ endsAt: formatInstant(clock.nowMs() + durationMs) });
  });
  app.post('/synchronise', (request, reply) => {
    settleWorld(world);
    return reply.send(synchronise(world, readSynchroniseWish(request.body)));
  });
  app.post('/source', (request, reply) => reply.send(changeSource(world, readSourceWish(request.body))));
  app.get('/deliveries', (_request, reply) => reply.send({ deliveries: controls.site.webhooks.sent }));
  app.get('/state', (_request, reply) => {
    settleWorld(world);
    return reply.send(describeState(world));
  });
  addCrowdControls(app, crowd);
  addPluginControls(app, controls.plugins);
  return app;
}

/** A page written now. */
function write(world: World, { username, editedBy, restricted }: ContentWish): Record<string, unknown> {
  const find = (name: string): User => {
    const user = findUser(world, name);
    if (user === undefined) throw new WishFault(`there is no user ${name}`, 404);
    return user;
  };
  const author = find(username);
  const { id, title, editedEpochMs } = writePage(world, { author, editor: find(editedBy ?? username), restricted });
  return { id, title, at: formatInstant(editedEpochMs) };
}

/**
 * A login through the page: sets the last login to now, takes the CAPTCHA away and begins a session. A browser that asks
 * gets the cookie as Confluence would set it, because cookies know hosts and paths but no ports.
 */
function login({ world, clock, site }: Controls, username: string, reply: FastifyReply): FastifyReply {
  settleWorld(world);
  const user = findUser(world, username);
  if (user === undefined) return reply.code(404).send({ error: `there is no user ${username}` });
  if (!isActive(user)) return reply.code(409).send({ error: `${username} is disabled and cannot log in` });
  const nowMs = clock.nowMs();
  setLastLogin(world, user, nowMs);
  const cookie = `${SESSION_COOKIE}=${site.sessions.open(user)}`;
  reply.header('set-cookie', `${cookie}; Path=${site.contextPath === '' ? '/' : site.contextPath}; HttpOnly`);
  return reply.send({ username: user.username, lastLoginAt: formatInstant(nowMs), cookie });
}
