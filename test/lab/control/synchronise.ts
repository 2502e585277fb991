// Synchronisations that a test asks for, and what happens at the source of a directory behind everybody's back.
import { formatInstant } from '../clock.ts';
import { removeAccount, setAccountActive } from '../world/changes.ts';
import type { Directory, World } from '../world/model.ts';
import { copySource, feedSource, startSynchronisation } from '../world/synchronise.ts';
import { findDirectoryNamed } from '../world/views.ts';
import type { SourceWish, SynchroniseWish } from './wishes.ts';
import { WishFault } from './wishes.ts';

/** The nightly one: the source is fed first, then Confluence reads it, at once if asked or else in its own time. */
export function synchronise(world: World, wish: SynchroniseWish): unknown {
  const directory = requireDirectory(world, wish.directory);
  const { name, source } = directory;
  if (source === null) {
    const reason = `${name} is kept inside Confluence; there is nothing to synchronise it with`;
    return { directory: name, synchronised: false, changes: 0, reason };
  }
  const restored = feedSource(source, wish.restore);
  if (wish.immediate || world.synchronisation.durationMs === 0) {
    const changes = copySource(world, directory);
    source.last = { startedEpochMs: world.clock.nowMs(), durationMs: 0 };
    source.running = null;
    return { directory: name, synchronised: true, running: false, restored, changes };
  }
  startSynchronisation(world, directory);
  const { startedEpochMs, durationMs } = source.running ?? { startedEpochMs: world.clock.nowMs(), durationMs: 0 };
  const endsAt = formatInstant(startedEpochMs + durationMs);
  return { directory: name, synchronised: true, running: true, restored, changes: null, endsAt };
}

/** Changes an account at the source only; Confluence learns of it when it reads. */
export function changeSource(world: World, wish: SourceWish): unknown {
  const directory = requireDirectory(world, wish.directory);
  const { source } = directory;
  if (source === null) throw new WishFault(`${directory.name} has no source outside Confluence`, 409);
  const user = source.world.users.get(wish.username.toLowerCase());
  const account = source.directory.accounts.get(wish.username.toLowerCase());
  if (user === undefined || account === undefined) {
    throw new WishFault(`the source of ${directory.name} has no account ${wish.username}`, 404);
  }
  if (wish.change === 'remove') removeAccount(source.world, user, account);
  else setAccountActive(source.world, user, account, wish.change === 'enable');
  return { directory: directory.name, username: account.username, change: wish.change };
}

function requireDirectory(world: World, name: string): Directory {
  const directory = findDirectoryNamed(world, name);
  if (directory === undefined) throw new WishFault(`there is no directory ${name}`, 404);
  return directory;
}
