// Confluence's own list of user directories: names in their order, and whether a synchronisation runs.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ToldDirectory } from '../../domain/directory.ts';
import type { HttpClient } from '../http-client/client.ts';
import { failureCodeOf, readBody } from './answers.ts';

/** Not documented by Atlassian; seen as `directory`/`link`/`synchronisation`, on Jira as `directories`/`links`/`sync`. */
const links = Type.Array(Type.Object({ href: Type.Optional(Type.String()) }));
const progress = Type.Union([
  Type.Object({ currentStartTime: Type.Optional(Type.Unknown()), lastStartTime: Type.Optional(Type.Unknown()) }),
  Type.Null(),
]);
const directory = Type.Object({
  name: Type.String({ minLength: 1 }),
  link: Type.Optional(links),
  links: Type.Optional(links),
  synchronisation: Type.Optional(progress),
  sync: Type.Optional(progress),
});
const singular = Type.Object({ directory: Type.Array(directory) });
const plural = Type.Object({ directories: Type.Array(directory) });
const compiled = Compile(Type.Union([singular, plural]));

type WireDirectory = Type.Static<typeof directory>;
type WireList = Type.Static<typeof singular> | Type.Static<typeof plural>;
const isList = (json: unknown): json is WireList => compiled.Check(json);

/** The directories in order; null where this Confluence does not tell, or not to us (it wants a system administrator). */
export async function readDirectories(http: HttpClient): Promise<ToldDirectory[] | null> {
  const answer = await http.send({ method: 'GET', path: '/rest/crowd/latest/directory' });
  const code = failureCodeOf(answer);
  if (code === 'host_capability_absent' || code === 'host_forbidden' || code === 'host_not_found') return null;
  const list = readBody(answer, isList);
  return ('directory' in list ? list.directory : list.directories).map(toldDirectory);
}

/** The id stands in the link alone. `currentStartTime` is epoch milliseconds while a synchronisation runs, else 0. */
function toldDirectory(wire: WireDirectory, order: number): ToldDirectory {
  const href = (wire.link ?? wire.links ?? [])[0]?.href ?? '';
  const sync = wire.synchronisation ?? wire.sync ?? null;
  return {
    name: wire.name,
    id: /\/directory\/(\d+)(?:$|[?#/])/.exec(href)?.[1] ?? null,
    kind: null,
    active: null,
    order,
    operations: null,
    synchronising: sync === null ? null : Number(sync.currentStartTime ?? 0) > 0,
    ...(sync === null ? {} : { lastSynchronisation: String(sync.lastStartTime ?? '') }),
  };
}
