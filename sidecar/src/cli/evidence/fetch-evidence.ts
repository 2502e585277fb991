// Fetches an evidence pack; a file that exists is left alone, and one that broke off does not stay.
import { open, rm } from 'node:fs/promises';
import { signIn } from '../api/sign-in.ts';
import { type Call, CommandFault } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';

export async function fetchEvidence(call: Call): Promise<ExitCode> {
  const [from, to] = [readMoment(call, 'from'), readMoment(call, 'to')];
  const out = call.flags.get('out');
  if (typeof out !== 'string') throw new CommandFault(exitCodes.usage, '"evidence" needs --out FILE.');
  const api = await signIn(call);
  const file = await open(out, 'wx').catch(() => {
    throw new CommandFault(exitCodes.cannotWrite, `${out} cannot be written, or exists already.`);
  });
  const names = call.flags.get('no-names') !== true;
  let bytes = 0;
  try {
    for await (const piece of await api.download(`/evidence?from=${from}&to=${to}&names=${names}`)) {
      await file.write(piece);
      bytes += piece.length;
    }
  } catch (error) {
    await rm(out);
    if (error instanceof CommandFault) throw error;
    throw new CommandFault(exitCodes.hostUnreachable, 'The sidecar broke off in between; nothing was kept.');
  } finally {
    await file.close();
  }
  call.out(call.json ? printJson({ file: out, bytes, from, to, names }) : `Written: ${out}, ${bytes} bytes.\n`);
  return exitCodes.well;
}

/** A day that the calendar does not have is no moment, though a date is made of it elsewhere. */
function readMoment({ flags }: Call, name: 'from' | 'to'): string {
  const given = flags.get(name);
  const text = typeof given === 'string' && /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(given) ? given : '';
  const ms = Date.parse(text);
  if (!Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 10))) return new Date(ms).toISOString();
  const found = typeof given === 'string' ? `; "${given}" is none` : '';
  throw new CommandFault(exitCodes.usage, `"evidence" needs --${name} DAY, such as 2026-01-01${found}.`);
}
