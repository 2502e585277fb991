// Whether this is the Confluence the product was set up with, or a clone of it, or another one.
import { isSameHost } from '../../domain/run-mode.ts';
import type { Check } from './check.ts';
import { fault, ok } from './finding.ts';

export const checkBinding: Check = {
  name: 'binding',
  title: 'Which one',
  after: 'address',
  run: async ({ host, config, inspectStore, passed }) => {
    if (!passed('store')) return [];
    const bound = (await inspectStore())?.settings?.hostBinding ?? null;
    if (bound === null) return [ok('No Confluence is bound yet; the first run binds to this one.')];
    const { hostId, statedUrl } = await host.identify();
    const configuredUrl = config.confluence.url;
    const since = bound.boundAt.slice(0, 10);
    if (isSameHost(bound, { hostId, statedUrl, configuredUrl })) {
      return [ok(`This is the Confluence that was set up on ${since}.`)];
    }
    const found =
      bound.hostId === hostId
        ? `This Confluence has the id of the one that was set up on ${since}, and another address: it was moved, or is a copy.`
        : `This is not the Confluence that was set up on ${since}.`;
    return [fault(found, 'If it is the right one, confirm it in the settings; until then it is only read.')];
  },
};
