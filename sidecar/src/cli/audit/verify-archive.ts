// Checks one evidence pack and says what was found, for people or for programs.
import { type FileHandle, open } from 'node:fs/promises';
import { sentenceOfFault } from '../../audit/fault.ts';
import type { PackFault } from '../../audit/pack/fault.ts';
import { type PackSummary, verifyPack } from '../../audit/pack/verify-pack.ts';
import type { VerifyOptions } from '../../audit/verify.ts';
import type { Archive } from '../../audit/zip/archive.ts';
import type { Call } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { refuseFile } from './read-apart.ts';

/** Whether a file begins as a zip archive does; throws `CommandFault` where it cannot be read, or is a folder. */
export async function isArchive(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return bytesRead === 2 && buffer.toString('latin1') === 'PK';
    } finally {
      await file.close();
    }
  } catch {
    throw refuseFile(path);
  }
}

/** Reads the file where it lies, slice by slice. */
async function withArchive<Found>(path: string, look: (archive: Archive) => Promise<Found>): Promise<Found> {
  const file: FileHandle = await open(path).catch(() => {
    throw refuseFile(path);
  });
  try {
    const read: Archive['read'] = async (at, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    return await look({ bytes: (await file.stat()).size, read });
  } finally {
    await file.close();
  }
}

export async function verifyArchive(
  { json, out }: Pick<Call, 'json' | 'out'>,
  { file, ...options }: Omit<VerifyOptions, 'part'> & { readonly file: string },
): Promise<ExitCode> {
  const result = await withArchive(file, (archive) => verifyPack(archive, options));
  const keysFrom = options.trusted === null ? 'the file itself' : 'you';
  if ('fault' in result) {
    const { fault } = result;
    const sentence = sentenceOfFault(fault.code);
    out(json ? printJson({ ok: false, file, keysFrom, fault: { ...fault, sentence } }) : sayFault(file, fault));
    return exitCodes.findings;
  }
  out(json ? printJson({ ok: true, file, keysFrom, ...result.summary }) : saySound(file, result.summary, keysFrom));
  return exitCodes.well;
}

function sayFault(pack: string, { file, line, entry, run, step, code }: PackFault): string {
  const places = { line: line === 0 ? null : line, entry, run, step };
  const told = Object.entries(places).flatMap(([what, number]) => (number === null ? [] : [`${what} ${number}`]));
  const where = [pack, ...(file === null ? [] : [file]), ...told].join(', ');
  return `Broken: ${where} (${code}).\n${sentenceOfFault(code)}\n`;
}

function saySound(
  pack: string,
  { from, to, files, audit, runs, steps, ...policies }: PackSummary,
  keysFrom: string,
): string {
  return `${[
    `Sound: ${pack} holds ${files} files for ${from} to ${to}.`,
    `Entries of the audit trail: ${audit.entries}. Runs whose report and journal give the digests there: ${runs}.`,
    `Steps that the trail, the journal and the lists tell alike: ${steps}.`,
    `Versions of policies with the digest of the trail: ${policies.versions}; without one there: ${policies.versionsUntold}.`,
    ...(keysFrom === 'you' ? [] : ['The key is taken from the file itself; --key names one you have from elsewhere.']),
  ].join('\n')}\n`;
}
