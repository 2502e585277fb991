// Which requests of an access log are use by a person: successful, signed in, and not what a forgotten tab does by itself.
import type { LoggedRequest } from './pattern.ts';

/** Paths behind an optional context path. Batches of scripts and styles, icons, and what pages ask for on a timer. */
const notUse = [
  /^(?:\/[^/]+)?\/(?:s|images|includes|styles|fonts|synchrony(?:-proxy)?)\//,
  /^(?:\/[^/]+)?\/download\/(?:resources|batch|contextbatch|superbatch|static)\//,
  /^(?:\/[^/]+)?\/rest\/(?:webResources|quickreload|mywork|analytics|jira-metadata|synchrony-interop|stp|hazelcast)\//,
  /^(?:\/[^/]+)?\/(?:status|favicon\.ico|robots\.txt)$/,
  /\.(?:css|js|map|png|gif|jpe?g|svg|ico|woff2?|ttf|eot)$/i,
];

/** Whether a request shows that a person used Confluence. `ignored` are further starts of paths. */
export function isPersonalUse({ username, status, path }: LoggedRequest, ignored: readonly string[]): boolean {
  if (username === null || status < 200 || status >= 400) return false;
  if (ignored.some((start) => path.startsWith(start))) return false;
  return !notUse.some((pattern) => pattern.test(path));
}
