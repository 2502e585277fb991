// The OpenAPI document of the API, made from the schemas of its routes.
import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { CriteriaSchema } from '../contract/criteria.ts';
import { ErrorSchema } from '../contract/envelope.ts';
import { TraceSchema } from '../contract/plans.ts';
import { PolicySchema } from '../contract/policies.ts';
import { type Api, answers } from './api.ts';

/** Shares the schemas that others point to, and collects every route that is registered after it. */
export function collectSchemas(app: FastifyInstance): void {
  for (const schema of [ErrorSchema, CriteriaSchema, PolicySchema, TraceSchema]) app.addSchema(schema);
  app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'User Management for Confluence',
        version: '1',
        description:
          'Every request but POST /session, POST /beacon and POST /webhooks/confluence needs the access token; state changes also need X-UM-Request: 1.',
      },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      security: [{ session: [] }],
    },
    refResolver: {
      buildLocalReference: (schema, _base, _fragment, index) =>
        typeof schema.$id === 'string' ? schema.$id : `schema-${index}`,
    },
  });
}

/** `GET /openapi.json`, behind the session like everything else. */
export function registerOpenApi(app: FastifyInstance, api: Api): void {
  const document = Type.Object({ openapi: Type.String() }, { additionalProperties: true });
  const schema = { summary: 'This document', tags: ['openapi'], response: answers(document) };
  api.get('/openapi.json', { schema }, async () => ({ ...app.swagger(), openapi: '3.1.0' }));
}
