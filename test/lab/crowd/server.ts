// The Crowd port: a listener that is no Crowd yet, answers 404 to everything and does not pretend otherwise.
import { createServer, type Server } from 'node:http';
import { findExchange, interceptRequests, type Wire } from '../wire/intercept.ts';

export function buildCrowd(wire: Wire): Server {
  return createServer(
    interceptRequests(wire, 'crowd', (request, response) => {
      findExchange(request).entry.status = 404;
      request.resume();
      response.writeHead(404, { 'content-type': 'text/html;charset=UTF-8' });
      response.end('<!DOCTYPE html><title>Not Found</title><h1>HTTP Status 404</h1>');
    }),
  );
}
