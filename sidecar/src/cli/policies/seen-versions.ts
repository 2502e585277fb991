// Which version of each policy somebody has seen, so that what others changed since is not overwritten: as text and as the API takes it.
import type { CheckedFilesDocument } from '../../contract/policy-texts.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';

/** By policy; null where there was none yet. */
export type SeenVersions = Readonly<Record<string, number | null>>;

/** What is in use of the policies in these files. */
export function seeVersions({ items }: CheckedFilesDocument): SeenVersions {
  return Object.fromEntries(items.flatMap(({ id, version }) => (id === null ? [] : [[id, version]])));
}

/** As `--seen` takes it. */
export function writeSeen(seen: SeenVersions): string {
  return Object.entries(seen)
    .map(([id, version]) => `${id}=${version ?? 'none'}`)
    .join(',');
}

/** What `--seen` says; nothing without it. Throws `CommandFault` with 2 for what is not of that form. */
export function readSeen({ flags }: Pick<Call, 'flags'>): SeenVersions {
  const given = flags.get('seen');
  if (typeof given !== 'string') return {};
  const pairs = given.split(',').map((pair) => /^([a-z0-9][a-z0-9-]*)=(none|[1-9]\d{0,8})$/.exec(pair));
  const known = pairs.filter((pair) => pair !== null);
  if (known.length === pairs.length) {
    return Object.fromEntries(
      known.map(([, id = '', version]) => [id, version === 'none' ? null : Number(version)] as const),
    );
  }
  throw new CommandFault(
    exitCodes.usage,
    '--seen needs a version for each policy, such as leavers=3,gone=none; "policy diff" prints it.',
  );
}
