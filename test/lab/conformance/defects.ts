// Mends what is known to be wrong or empty in Atlassian's OpenAPI documents, so that they can judge real bodies.
import type { Operation, Schema, SpecDocument } from './spec-types.ts';

const TEXT = { type: 'string' };
const LINKS = { type: 'object', required: ['self'], properties: { self: TEXT, base: TEXT, context: TEXT } };
const EXPANDABLE = { type: 'object', additionalProperties: TEXT };

/** `Person` lacks username, userKey, status, e-mail, last login; the real body has them and nothing else. */
const PERSON: Schema = {
  type: 'object',
  required: ['type', 'displayName', 'profilePicture', '_links', '_expandable'],
  properties: {
    type: { enum: ['known', 'unknown', 'anonymous'] },
    username: TEXT,
    userKey: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    displayName: TEXT,
    profilePicture: { $ref: '#/components/schemas/Icon' },
    status: TEXT,
    email: TEXT,
    lastLogin: { anyOf: [{ type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT.*\\.\\d{3}' }, { type: 'null' }] },
    _links: LINKS,
    _expandable: EXPANDABLE,
  },
  additionalProperties: false,
  // biome-ignore lint/suspicious/noThenProperty: `then` is JSON Schema's word.
  ...{ if: { properties: { type: { const: 'known' } } }, then: { required: ['username', 'userKey'] } },
};

/** `Group` is declared empty. */
const GROUP: Schema = {
  type: 'object',
  required: ['type', 'name', '_links'],
  properties: { type: { const: 'group' }, name: TEXT, _links: LINKS, _expandable: EXPANDABLE },
  additionalProperties: false,
};

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  RestError: ['statusCode', 'data', 'message'],
  UserKey: ['userKey'],
  LongTaskSubmission: ['id'],
  LongTaskStatus: ['id', 'name', 'elapsedTime', 'percentageComplete', 'successful', 'messages'],
  GlobalPermission: ['operation', 'subject'],
  ServerInformation: ['version', 'buildNumber', 'baseUrl'],
};

export function mendDefects(document: SpecDocument): SpecDocument {
  const { schemas } = document.components;
  schemas.Person = PERSON;
  schemas.Group = GROUP;
  for (const [name, required] of Object.entries(REQUIRED)) {
    const schema = schemas[name];
    if (schema !== undefined) schemas[name] = { ...schema, required, additionalProperties: false };
  }
  mendProperty(schemas.ValidationResult, 'errors', { type: 'array' });
  mendProperty(schemas.Message, 'args', { type: 'array' });
  mendProperty(schemas.LongTaskStatus, '_links', LINKS);
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations)) mendPages(path, operation);
  }
  return document;
}

/** Pages are declared with cursors by 9.0.0, and the page of a user's groups as one of people. */
function mendPages(path: string, operation: Operation): void {
  for (const response of Object.values(operation.responses ?? {})) {
    const schema = response.content?.['application/json']?.schema;
    const results = readProperties(schema).results as Schema | undefined;
    if (schema === undefined || results === undefined) continue;
    const ofGroups = path === '/rest/api/user/memberof';
    schema.required = ['results', 'start', 'limit', 'size', '_links'];
    schema.properties = {
      results: ofGroups ? { type: 'array', items: { $ref: '#/components/schemas/Group' } } : results,
      start: { type: 'integer' },
      limit: { type: 'integer' },
      size: { type: 'integer' },
      _links: { ...LINKS, required: ['self', 'base', 'context'] },
    };
  }
}

function mendProperty(schema: Schema | undefined, name: string, mended: Schema): void {
  if (schema !== undefined) schema.properties = { ...readProperties(schema), [name]: mended };
}

function readProperties(schema: Schema | undefined): Record<string, unknown> {
  return (schema?.properties ?? {}) as Record<string, unknown>;
}
