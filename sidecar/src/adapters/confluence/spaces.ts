// Reads spaces as far as somebody may be missed in them: whose personal one there is, and who administers the others.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '../../clock.ts';
import type { SpaceGrants } from '../../domain/impact.ts';
import type { HttpClient } from '../http-client/client.ts';
import { isAddressable } from '../http-client/request.ts';
import type { SpacePort } from '../ports/spaces.ts';
import { HostFailure } from '../ports.ts';
import { failureCodeOf, readBody } from './answers.ts';
import { readPages } from './paging.ts';

const space = Compile(Type.Object({ key: Type.String() }));
const isSpace = (json: unknown): json is { key: string } => space.Check(json);

/** `GET /rest/api/space/{spaceKey}/permissions`, in the reference from 10.0: direct grants, people by display name alone. */
const grants = Compile(
  Type.Array(
    Type.Object({
      operation: Type.Object({ operationKey: Type.String(), targetType: Type.String() }),
      subject: Type.Object({ displayName: Type.String(), type: Type.Optional(Type.String()) }),
    }),
  ),
);
type Grants = Type.Static<ReturnType<typeof grants.Type>>;
const isGrants = (json: unknown): json is Grants => grants.Check(json);

/** Each space is one request: of more than these nobody is asked about. */
const mostSpaces = 500;
const patienceMs = 60_000;
const spacesAtOnce = 4;

export function createSpaces(http: HttpClient, clock: Clock): SpacePort {
  return {
    personal: () => listKeys(http, 'personal'),
    administrators: async () => {
      const keys = await listKeys(http, 'global');
      if (keys.length > mostSpaces || !keys.every(isAddressable)) return null;
      const startedMs = Date.parse(clock.now());
      const found: SpaceGrants[] = [];
      for (let start = 0; start < keys.length; start += spacesAtOnce) {
        if (Date.parse(clock.now()) - startedMs > patienceMs) return null;
        const some = await Promise.all(keys.slice(start, start + spacesAtOnce).map((key) => readGrants(http, key)));
        for (const one of some) {
          if (one === null) return null;
          found.push(one);
        }
      }
      return found;
    },
  };
}

async function listKeys(http: HttpClient, type: 'personal' | 'global'): Promise<string[]> {
  const keys = new Set<string>();
  const spec = { method: 'GET', path: '/rest/api/space', query: { type } } as const;
  for await (const page of readPages({ http, spec, isRow: isSpace, keyOf: ({ key }) => key })) {
    for (const { key } of page) keys.add(key);
  }
  return [...keys];
}

/** Null where this Confluence has no such resource; a space that is gone since has nobody. */
async function readGrants(http: HttpClient, spaceKey: string): Promise<SpaceGrants | null> {
  const answer = await http.send({
    method: 'GET',
    path: '/rest/api/space/{spaceKey}/permissions',
    parts: { spaceKey },
  });
  if (failureCodeOf(answer) === 'host_capability_absent') return null;
  const administering = readBody(answer, isGrants).filter(
    ({ operation }) => operation.operationKey === 'administer' && operation.targetType === 'space',
  );
  const named = (isGroup: boolean) =>
    administering.filter(({ subject }) => (subject.type === 'group') === isGroup).map(({ subject }) => subject);
  // A subject that does not say what it is may be a group: nothing is built on such an answer.
  if (administering.some(({ subject }) => subject.type === undefined)) {
    throw new HostFailure('host_unexpected_shape', { status: answer.status, request: answer.request });
  }
  return {
    key: spaceKey,
    displayNames: named(false).map(({ displayName }) => displayName),
    groups: named(true).map(({ displayName }) => displayName),
  };
}
