// Checks one exported trail and says what was found, for people or for programs.
import { createReadStream } from 'node:fs';
import { type AuditFault, sentenceOfFault } from '../../audit/fault.ts';
import { hearLines } from '../../audit/read-lines.ts';
import { type AuditSummary, openVerifier } from '../../audit/verify.ts';
import type { Call } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { readCheckpoints, readTrustedKeys, refuseFile } from './read-apart.ts';
import { isArchive, verifyArchive } from './verify-archive.ts';

export async function verifyFile(call: Call): Promise<ExitCode> {
  const { words, flags, json, out } = call;
  const [file = ''] = words;
  const key = flags.get('key');
  const place = flags.get('checkpoints');
  const trusted = typeof key === 'string' ? readTrustedKeys(key) : null;
  const checkpoints = typeof place === 'string' ? readCheckpoints(place) : [];
  if (await isArchive(file)) return verifyArchive(call, { file, trusted, checkpoints });
  const verifier = openVerifier({ trusted, checkpoints, part: false });
  const complete = await hearLines(createReadStream(file), verifier.line).catch(() => {
    throw refuseFile(file);
  });
  const result = verifier.end(complete);
  const apart = { keysFrom: trusted === null ? 'the file itself' : 'you', checkpointsApart: checkpoints.length };
  if ('fault' in result) {
    const { fault } = result;
    const sentence = sentenceOfFault(fault.code);
    out(json ? printJson({ ok: false, file, ...apart, fault: { ...fault, sentence } }) : sayFault(file, fault));
    return exitCodes.findings;
  }
  out(json ? printJson({ ok: true, file, ...apart, ...result.summary }) : saySound(file, result.summary, apart));
  return exitCodes.well;
}

function sayFault(file: string, { line, entry, code }: AuditFault): string {
  const where = entry === null ? '' : `, entry ${entry}`;
  return `Broken: ${file}, line ${line}${where} (${code}).\n${sentenceOfFault(code)}\n`;
}

function saySound(file: string, summary: AuditSummary, apart: { keysFrom: string; checkpointsApart: number }): string {
  const { first, last, entries, checkpoints, removed, erased, keys } = summary;
  const what = last === null ? 'no entries' : `${entries} entries, ${first} to ${last.n}, the last of ${last.at}`;
  const lines = [
    `Sound: ${file} holds ${what}.`,
    ...(last === null ? [] : [`Digest of the last entry: ${last.digest}`]),
    `Signed checkpoints: ${checkpoints}. Entries removed in time, by signed markers: ${removed}. Names erased: ${erased}.`,
    ...keys.map((key) => `Signed with the key ${key}.`),
    ...(apart.keysFrom === 'you'
      ? []
      : ['The key is taken from the file itself; --key names one you have from elsewhere.']),
    ...(apart.checkpointsApart > 0
      ? sayApart(apart.checkpointsApart, summary.apartUnheld)
      : ['What was written after the last entry cannot be known from this file; --checkpoints names later ones.']),
  ];
  return `${lines.join('\n')}\n`;
}

function sayApart(all: number, unheld: number): string[] {
  if (unheld === 0) return [`All of ${all} checkpoints kept apart agree.`];
  return [
    `${all - unheld} of ${all} checkpoints kept apart agree. Entries of the others were removed: nothing here was held against them.`,
  ];
}
