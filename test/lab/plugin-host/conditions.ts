// The conditions of the platform that a fragment may name, and what each of them says of a visitor.
import { isLicensed } from '../world/views.ts';
import type { PluginHost } from './host.ts';
import type { Visit } from './visit.ts';

const folder = 'com.atlassian.confluence.plugin.descriptor.web.conditions';

const conditions: ReadonlyMap<string, (host: PluginHost, visit: Visit) => boolean> = new Map([
  [`${folder}.ConfluenceAdministratorCondition`, (_host, { administrator }) => administrator],
  [`${folder}.user.UserLoggedInCondition`, (_host, { user }) => user !== null],
  [
    `${folder}.user.UserCanUseConfluenceCondition`,
    ({ site }, { user }) => user !== null && isLicensed(site.world, user),
  ],
]);

export const conditionClasses: readonly string[] = [...conditions.keys()];

export function holds(host: PluginHost, visit: Visit, className: string): boolean {
  return conditions.get(className)?.(host, visit) ?? false;
}
