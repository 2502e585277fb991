// Tokens for the API: make one, see them, take one back.
import {
  type ApiTokenDocument,
  ApiTokenPageSchema,
  ApiTokenParameters,
  ApiTokenQuerySchema,
  ApiTokenSchema,
  MadeApiTokenSchema,
  NewApiTokenSchema,
} from '../../contract/api-tokens.ts';
import { createToken, listTokens, revokeToken, type TokenState } from '../../services/api-tokens.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, nextFrom } from '../api.ts';

export function registerApiTokens(api: Api, context: ServiceContext): void {
  const tags = ['tokens'];

  api.get(
    '/tokens',
    {
      schema: {
        summary: 'Tokens for the API, newest first',
        tags,
        querystring: ApiTokenQuerySchema,
        response: answers(ApiTokenPageSchema),
      },
    },
    async ({ query: { before = null, limit } }) => {
      const found = await listTokens(context, { before, limit });
      return { items: found.map(view), nextBefore: nextFrom(found, limit, ({ token }) => token.id) };
    },
  );

  api.post(
    '/tokens',
    {
      schema: {
        summary: 'Make a token that acts in your name; its text is told once',
        tags,
        body: NewApiTokenSchema,
        response: answers(MadeApiTokenSchema, 201),
      },
    },
    async (request, reply) => {
      const { userKey, username } = actorOf(request);
      const owner = { userKey, username, displayName: request.session?.displayName ?? username };
      const made = await createToken(context, { wanted: request.body, owner });
      return reply.code(201).send({ ...view(made), token: made.text });
    },
  );

  api.delete(
    '/tokens/:id',
    {
      schema: {
        summary: 'Take a token back: from now on it opens nothing',
        tags,
        params: ApiTokenParameters,
        response: answers(ApiTokenSchema),
      },
    },
    async (request) => view(await revokeToken(context, { id: request.params.id, actor: actorOf(request) })),
  );
}

function view({ token, state }: TokenState): ApiTokenDocument {
  return { ...token, state };
}
