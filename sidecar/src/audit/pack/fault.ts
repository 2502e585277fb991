// How an evidence pack can be broken: as a trail, with the file of the pack, and the run and step where it is about one.
import type { AuditFault, AuditFaultCode } from '../fault.ts';

export interface PackFault extends AuditFault {
  /** The file within the pack; null where it is the pack itself. */
  readonly file: string | null;
  /** Null where it is about no run, or no step. */
  readonly run: number | null;
  readonly step: number | null;
}

/** A line of 0 is none. */
export function faultIn(
  file: string | null,
  code: AuditFaultCode,
  where: { readonly line?: number; readonly entry?: number | null; readonly run?: number; readonly step?: number } = {},
): PackFault {
  const { line = 0, entry = null, run = null, step = null } = where;
  return { code, file, line, entry, run, step };
}
