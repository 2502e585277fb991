// The guard before every route: a valid session unless the route is open, and the header no foreign page can send.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { ProductError } from '../errors.ts';
import { verifySessionToken } from './session-token.ts';

const harmlessMethods: readonly string[] = ['GET', 'HEAD'];

/** Closes every route of the app that does not carry `config: { open: true }`, those registered later included. */
export function guardRoutes(app: FastifyInstance, clock: Clock): void {
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    if (request.routeOptions.config.open !== true) await verifySessionToken(request, clock);
    if (harmlessMethods.includes(request.method)) return;
    if (request.headers['x-um-request'] !== '1') throw new ProductError('csrf_header_missing');
  });
}
