// The Confluence at the other end: who it is, what can be done at it, how we know, and what the rest would unlock.
import Type, { type Static } from 'typebox';
import { CodedFailure, closed, InstantSchema, list, nullable } from './envelope.ts';

export const HostSchema = Type.Object(
  {
    checkedAt: InstantSchema,
    configuredUrl: Type.String(),
    identity: nullable(
      Type.Object(
        {
          hostId: Type.String(),
          product: Type.String(),
          version: Type.String(),
          buildNumber: Type.String(),
          statedUrl: Type.String(),
        },
        closed,
      ),
    ),
    ownAccount: nullable(Type.Object({ userKey: Type.String(), username: Type.String() }, closed)),
    readOnly: nullable(Type.Boolean()),
    serviceToken: nullable(
      Type.Object(
        {
          expiresAt: nullable(InstantSchema),
          known: Type.Enum(['told', 'declared', 'unknown'], {
            description: 'By Confluence, by UM_CONFLUENCE_TOKEN_EXPIRES, or by nobody.',
          }),
          endsSoon: Type.Boolean({ description: 'Within 30 days.' }),
        },
        { ...closed, description: 'The token this product signs in with; null where it uses a password.' },
      ),
    ),
    capabilities: list(
      Type.Object(
        {
          capability: Type.String(),
          present: Type.Boolean(),
          way: nullable(Type.Union([Type.Literal('rest'), Type.Literal('json-rpc')])),
          absence: nullable(CodedFailure),
          evidence: Type.String({ description: 'The request that told.' }),
          probedAt: InstantSchema,
          unlocks: list(Type.String({ description: 'A criterion or an action that needs it.' })),
        },
        closed,
      ),
    ),
    failure: nullable(CodedFailure),
  },
  closed,
);
export type HostDocument = Static<typeof HostSchema>;
