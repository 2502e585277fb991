// For tests of evidence: a memory without a database, every row of a source, and files that were written long ago.
import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EvidenceMemory, EvidencePort, EvidenceRow } from '../../sidecar/src/adapters/ports.ts';

export function createMemory(): EvidenceMemory {
  const saved = new Map<string, { state: unknown; rows: Map<string, string> }>();
  return {
    load: async (source) => saved.get(source) ?? { state: null, rows: new Map() },
    save: async (source, { state, rows }) => {
      const merged = new Map(saved.get(source)?.rows);
      for (const [subject, at] of rows) if (at > (merged.get(subject) ?? '')) merged.set(subject, at);
      saved.set(source, { state: structuredClone(state), rows: merged });
    },
  };
}

export async function readRows(port: EvidencePort): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for await (const batch of port.read()) rows.push(...batch);
  return rows;
}

/** First name and instant of each row, as text. */
export async function readNames(port: EvidencePort): Promise<Record<string, string | null | undefined>> {
  const names: Record<string, string | null | undefined> = {};
  for (const { subject, told } of await readRows(port)) {
    const name = 'names' in subject ? (subject.names[0] ?? '') : subject.userKey;
    names[name] = typeof told === 'number' ? new Date(told).toISOString() : told;
  }
  return names;
}

/** Writes a file that was last touched at the given instant. */
export async function dropFile(
  folder: string,
  name: string,
  content: string | Buffer,
  writtenAt: string,
): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  await utimes(file, new Date(writtenAt), new Date(writtenAt));
  return file;
}
