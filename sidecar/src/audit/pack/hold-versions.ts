// Holds the versions of policies in a pack against the entries that they were saved, and reports against those versions.
import { stableText } from '../../domain/plan/stable-text.ts';
import { digestDefinition } from '../definition.ts';
import { withoutNames } from '../report.ts';
import type { ZipEntry } from '../zip/read.ts';
import { faultIn, type PackFault } from './fault.ts';
import { type RunRow, readVersions } from './rows.ts';
import { nameVersion, type Told } from './told.ts';

export interface HeldVersions {
  readonly held: number;
  /** Whose entry lies outside the trail of the pack, or tells no digest yet: they are held against nothing. */
  readonly untold: number;
  /** The stages of those that are held, as text, by `nameVersion`; none where definitions were left out. */
  readonly stages: ReadonlyMap<string, string>;
}

export async function holdVersions(file: ZipEntry | undefined, told: Told): Promise<PackFault | HeldVersions> {
  const stages = new Map<string, string>();
  let [held, untold] = [0, 0];
  for await (const { line, row } of readVersions(file)) {
    if (row === null) return faultIn('policies.jsonl', 'line-not-understood', { line });
    const { policy, version, digest, definition } = row;
    const name = nameVersion(policy, version);
    const entry = told.versions.get(name);
    const isBeside = definition === undefined || digestDefinition(definition) === digest;
    if (!isBeside || (entry !== undefined && entry.digest !== digest)) {
      return faultIn('policies.jsonl', 'version-differs', { line, entry: entry?.entry ?? null });
    }
    if (entry === undefined) untold += 1;
    else held += 1;
    if (entry !== undefined && definition !== undefined) stages.set(name, sayStages(definition));
  }
  return { held, untold, stages };
}

/** A report carries the stages of its version whole, the words of warnings with them; a run of a version that is not held passes. */
export function isAsVersionSays({ policyId, policyVersion, report }: RunRow, { stages }: HeldVersions): boolean {
  const wanted = stages.get(nameVersion(policyId, policyVersion));
  return wanted === undefined || report === null || sayStages(report) === wanted;
}

function sayStages({ stages }: { readonly stages?: unknown }): string {
  return stableText(withoutNames(stages ?? null));
}
