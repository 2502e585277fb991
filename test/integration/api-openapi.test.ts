// The OpenAPI document tells the truth: every route is in it, every schema can be read, nothing points nowhere.
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, api, startApi } from './api-harness.ts';

interface Operation {
  readonly summary?: string;
  readonly security?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: object }> }>>;
}

interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly security: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

let harness: ApiHarness;
let document: Document;

beforeAll(async () => {
  harness = await startApi({
    env: { UM_BEACON: 'on', UM_WEBHOOK_SECRET: 'a webhook secret of thirty-two characters' },
  });
  document = (await harness.call('GET', '/openapi.json')).json();
});
afterAll(() => harness.close());

/** The schema of an answer, of whatever kind it is. */
function schemaOf(content: Record<string, { schema: object }> | undefined): object | undefined {
  const kinds = [
    'application/json',
    'text/csv',
    'application/yaml',
    'text/event-stream',
    'application/x-ndjson',
    'application/zip',
  ];
  const kind = kinds.find((one) => content?.[one] !== undefined);
  return content?.[kind ?? '']?.schema;
}

function operations(): [string, Operation][] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );
}

describe('the OpenAPI document', () => {
  it('is of version 3.1 and asks for a session by default', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.security).toEqual([{ session: [] }]);
  });

  it('lists every route of the API and nothing else', () => {
    const registered = harness.routes
      .filter(({ url }) => url.startsWith(api))
      .flatMap(({ method, url }) => [method].flat().map((one) => `${one} ${url.replaceAll(/:(\w+)/g, '{$1}')}`));
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual(registered.sort());
  });

  it('says of signing in, of the page beacon and of webhooks alone that they are open', () => {
    const open = operations().filter(([, { security }]) => security !== undefined);
    expect(open.map(([name, { security }]) => [name.split('/').at(-1), security])).toEqual([
      ['session', []],
      ['beacon', []],
      ['confluence', []],
    ]);
  });

  it('describes parameters, the good answer and the envelope of every operation', () => {
    for (const [name, { summary, parameters = [], responses }] of operations()) {
      expect([name, summary]).toEqual([name, expect.stringMatching(/\w/)]);
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath);
      expect(Object.keys(responses)).toEqual([expect.stringMatching(/^20[0124]$/), '4XX', '5XX']);
      for (const [status, { content }] of Object.entries(responses)) {
        expect(schemaOf(content)).toBeTypeOf(status === '204' ? 'undefined' : 'object');
      }
    }
  });

  it('points nowhere into the void, and every schema can be compiled', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
    expect(references.length).toBeGreaterThan(10);
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...new Set(references)].filter((target) => !known.includes(target))).toEqual([]);
    const ajv = new Ajv({ strict: false });
    ajv.addSchema({ ...document, $id: 'document' }, 'document');
    const pointed = (schema: object) =>
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'));
    for (const [, { responses, parameters = [] }] of operations()) {
      for (const { schema } of parameters) expect(() => ajv.compile(pointed(schema))).not.toThrow();
      for (const { content } of Object.values(responses)) {
        expect(() => ajv.compile(pointed(schemaOf(content) ?? {}))).not.toThrow();
      }
    }
  });
});
