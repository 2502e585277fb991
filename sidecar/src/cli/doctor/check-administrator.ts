// Whether the service account may administer, proved by the reads that only administrators get.
import { exitCodes } from '../frame/exit-codes.ts';
import type { Check } from './check.ts';
import { ok } from './finding.ts';

export const checkAdministrator: Check = {
  name: 'administrator',
  title: 'Rights',
  after: 'sign-in',
  exitCode: exitCodes.refused,
  run: async ({ host }) => {
    const { username } = await host.whoAmI();
    return [ok(`${username} is an administrator of Confluence.`)];
  },
};
