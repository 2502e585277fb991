// Writes a copy of a report into a folder: the mail as text and HTML, and its files. Writing it again changes nothing.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ReportMail } from '../mail/render.ts';

/** Each file appears whole or not at all, so that whoever collects them reads no half of one. */
export async function copyReport(
  folder: string,
  { runId, mail }: { readonly runId: number; readonly mail: ReportMail },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = [
    { filename: `run-${runId}.txt`, content: `${mail.subject}\n\n${mail.text}` },
    { filename: `run-${runId}.html`, content: mail.html },
    ...mail.attachments,
  ];
  for (const { filename, content } of files) {
    const target = path.join(folder, path.basename(filename));
    await writeFile(`${target}.part`, content, { mode: 0o640 });
    await rename(`${target}.part`, target);
  }
}
