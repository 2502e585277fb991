// What tells of activity beside Confluence itself: the folder other systems drop files into, and the page beacon.
import { readdir } from 'node:fs/promises';
import type { Config } from '../../config.ts';
import type { StoreInspection } from '../../store/inspect.ts';
import type { Check } from './check.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

export const checkEvidence: Check = {
  name: 'evidence',
  title: 'Evidence',
  run: async ({ config, inspectStore }) => {
    // What is wrong with the store is said by its own check.
    const seen = await inspectStore().catch(() => null);
    return [...(await examineFolder(config)), ...examineBeacon(config), ...(seen?.sources ?? []).flatMap(tellCoverage)];
  },
};

/** A source of logins that misses more of those who changed content than this is worth a second look. */
const worthALookPercent = 10;

/** Logins are what inactivity is judged by; sources of another kind are not meant to see everybody. */
function tellCoverage({ source, evidence }: NonNullable<StoreInspection['sources']>[number]): Finding[] {
  if (evidence?.kind !== 'login' || evidence.editors === undefined) return [];
  const { seen, missed } = evidence.editors;
  const percent = Math.round((missed / seen) * 100);
  const found = `Of ${seen} recent editors whom this product may see, ${source} missed ${missed} (${percent} %).`;
  if (percent <= worthALookPercent) return [ok(found)];
  return [
    warning(
      found,
      'Add another source of activity, such as the access log, the database or an export of the single sign-on.',
    ),
  ];
}

async function examineFolder({ evidenceDir }: Pick<Config, 'evidenceDir'>): Promise<Finding[]> {
  if (evidenceDir === null) return [];
  const names = await readdir(evidenceDir).catch(() => null);
  if (names === null) {
    const todo = 'Make the folder, let the user of the sidecar read it, or correct UM_EVIDENCE_DIR.';
    return [fault(`The folder with evidence of activity, ${evidenceDir}, cannot be read.`, todo)];
  }
  const count = names.length === 1 ? '1 entry' : `${names.length} entries`;
  return [ok(`The folder with evidence of activity, ${evidenceDir}, has ${count}.`)];
}

/** Browsers send the cookie of a session to addresses below the context path alone. */
function examineBeacon({
  beacon,
  basePath,
  confluence,
}: Pick<Config, 'beacon' | 'basePath' | 'confluence'>): Finding[] {
  if (!beacon) return [];
  const contextPath = new URL(confluence.url).pathname.replace(/\/+$/, '');
  if (basePath.startsWith(`${contextPath}/`)) return [ok(`Pages may tell that somebody is there, at ${basePath}.`)];
  return [
    warning(
      `Pages cannot tell that somebody is there: browsers send no session to ${basePath === '' ? '/' : basePath}.`,
      `Set UM_BASE_PATH to a path below ${contextPath}, such as ${contextPath}/user-management, and the proxy with it.`,
    ),
  ];
}
