// Checks one evidence pack and says what was found, for people or for programs.
import { open, readFile } from 'node:fs/promises';
import { sentenceOfFault } from '../../audit/fault.ts';
import type { VerifyOptions } from '../../audit/verify.ts';
import { type PackFault, type PackSummary, verifyPack } from '../../audit/verify-pack.ts';
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

export async function verifyArchive(
  { json, out }: Pick<Call, 'json' | 'out'>,
  { file, ...options }: Omit<VerifyOptions, 'part'> & { readonly file: string },
): Promise<ExitCode> {
  const result = await verifyPack(await readFile(file), options);
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

function sayFault(pack: string, { file, line, entry, code }: PackFault): string {
  const where = [file, line === 0 ? null : `line ${line}`, entry === null ? null : `entry ${entry}`];
  return `Broken: ${[pack, ...where].filter((part) => part !== null).join(', ')} (${code}).\n${sentenceOfFault(code)}\n`;
}

function saySound(pack: string, { from, to, files, audit, runs }: PackSummary, keysFrom: string): string {
  return `${[
    `Sound: ${pack} holds ${files} files for ${from} to ${to}.`,
    `Entries of the audit trail: ${audit.entries}. Runs whose report and steps give the digests there: ${runs}.`,
    ...(keysFrom === 'you' ? [] : ['The key is taken from the file itself; --key names one you have from elsewhere.']),
  ].join('\n')}\n`;
}
