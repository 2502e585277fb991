// What the stand-in of each version answers, as recorded and shipped with the product: customers have no lab.
import { readFileSync } from 'node:fs';
import type { SiteRecord } from './archive.ts';

/** The versions with a recorded stand-in, oldest first. `scripts/record-reference.ts` makes them anew. */
export const referenceLines = ['7.4', '7.19', '8.3', '8.5', '9.2', '9.4', '10.2'] as const;

export type ReferenceLine = (typeof referenceLines)[number];

/** The newest line that is not newer than the version; the oldest where there is none. */
export function chooseLine(version: string): ReferenceLine {
  const fitting = referenceLines.filter((line) => compareVersions(line, version) <= 0);
  return fitting.at(-1) ?? referenceLines[0];
}

export function readReference(line: ReferenceLine): SiteRecord {
  return JSON.parse(readFileSync(fileOfReference(line), 'utf8')) as SiteRecord;
}

/** The one Crowd that the lab stands in for. */
export const crowdReferenceLine = '5.1';

export function readCrowdReference(): SiteRecord {
  return JSON.parse(readFileSync(fileOfCrowdReference(), 'utf8')) as SiteRecord;
}

export function fileOfCrowdReference(): URL {
  return new URL(`../reference/crowd-${crowdReferenceLine}.json`, import.meta.url);
}

/** Where the recording of a line stands. */
export function fileOfReference(line: ReferenceLine): URL {
  return new URL(`../reference/confluence-${line}.json`, import.meta.url);
}

/** By major and minor number. */
function compareVersions(one: string, other: string): number {
  const [left, right] = [one, other].map((version) =>
    version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0),
  );
  return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0);
}
