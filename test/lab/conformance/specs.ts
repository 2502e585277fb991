// Finds Atlassian's OpenAPI documents where they are present and loads them once, their known defects mended.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mendDefects } from './defects.ts';
import type { SpecDocument } from './spec-types.ts';

/** Nearest first; an operation the nearest does not know is looked up in the next. */
const FILES_BY_LINE: Readonly<Record<string, readonly string[]>> = {
  '9.2': ['confluence-dc-9.0.0.swagger.v3.json', 'confluence-dc-10.0.3.swagger.v3.json'],
  '9.4': ['confluence-dc-10.0.3.swagger.v3.json', 'confluence-dc-9.0.0.swagger.v3.json'],
  '10.2': ['confluence-dc-10.2.14.users-subset.json', 'confluence-dc-10.2.14.swagger.v3.json'],
};

const loaded = new Map<string, SpecDocument>();

/** The folder with the documents, or null where this checkout has none beside it. */
export function findSpecsFolder(): string | null {
  const beside = fileURLToPath(new URL('../../../../shared/specs/confluence-openapi', import.meta.url));
  const folder = process.env.LAB_SPECS_DIR ?? beside;
  return existsSync(folder) ? folder : null;
}

export function loadSpecs(folder: string, line: string): SpecDocument[] {
  return (FILES_BY_LINE[line] ?? [])
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .map(loadDocument);
}

function loadDocument(file: string): SpecDocument {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as Omit<SpecDocument, 'file'>;
  const document = mendDefects({ ...parsed, file });
  loaded.set(file, document);
  return document;
}
