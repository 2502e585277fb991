// Writes small files into a folder, whole or not at all: a reader never sees half of one.
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder is made with the first file. Throws where it cannot be written. */
export function openFolder(folder: string): (name: string, text: string) => Promise<void> {
  return async (name, text) => {
    await mkdir(folder, { recursive: true });
    const draft = join(folder, `.${name}.part`);
    const file = await open(draft, 'w');
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(folder, name));
  };
}
