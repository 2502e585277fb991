// Puts small files into a folder, never in the place of one that is there, and whole or not at all; only a kill where there are no hard links leaves a part.
import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, parse } from 'node:path';

/**
 * What is there is evidence. Resolves to the name the text stands under: the one asked for, or the first of `name-2`, `name-3` and so
 * on where other files have it. A file that holds the same text already is left as it is. The folder is made with the first file.
 * Throws where it cannot be written.
 */
export function openFolder(folder: string): (name: string, text: string) => Promise<string> {
  return async (name, text) => {
    await mkdir(folder, { recursive: true });
    const free = await findPlace(folder, { name, text });
    if (free.holdsIt) return free.name;
    const draft = join(folder, `.${name}.${randomUUID()}.part`);
    try {
      await writeDraft(draft, text);
      for (let place = free; ; place = await findPlace(folder, { name, text })) {
        if (place.holdsIt || (await putInto(draft, join(folder, place.name)))) return place.name;
      }
    } finally {
      await rm(draft, { force: true });
    }
  };
}

/** The first name that is free, or under which the text stands already. */
async function findPlace(
  folder: string,
  { name, text }: { name: string; text: string },
): Promise<{ readonly name: string; readonly holdsIt: boolean }> {
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${stem}-${number}${ext}`;
    const there = await readThere(join(folder, tried));
    if (there === null || there === text) return { name: tried, holdsIt: there !== null };
  }
}

async function readThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeDraft(draft: string, text: string): Promise<void> {
  const file = await open(draft, 'wx');
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * False where somebody else was faster. A link never replaces a file; where there are none, neither does a copy of this kind, but
 * it is not there at once: whoever is killed within it leaves a part, and the whole goes beside it at the next try.
 */
async function putInto(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file).catch(async (error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      await copyFile(draft, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
