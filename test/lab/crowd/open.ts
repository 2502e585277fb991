// Opens a stand-in Crowd beside a world: applications for its directories and a feed that hears every change of theirs.
import type { Wire } from '../wire/intercept.ts';
import type { World } from '../world/model.ts';
import { createApplications } from './applications.ts';
import { createEventFeed } from './event-feed.ts';
import type { CrowdSite } from './site.ts';

export function openCrowd({ world, wire, seed }: { world: World; wire: Wire; seed: number }): CrowdSite {
  const feed = createEventFeed(`${seed.toString(16)}${world.clock.nowMs().toString(16)}`);
  const worlds = new Set([
    world,
    ...world.directories.flatMap(({ source }) => (source === null ? [] : [source.world])),
  ]);
  for (const one of worlds) one.listeners.add(feed.note);
  return {
    world,
    wire,
    applications: createApplications(world, seed),
    feed,
    sessions: new Map(),
    mails: [],
    address: { baseUrl: '' },
  };
}
