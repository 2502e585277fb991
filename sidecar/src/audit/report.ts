// What of a report its digest covers: all but names of those who acted, which may be erased later.
/** The report without whatever stands under a key `by`. */
export function withoutNames(report: unknown): unknown {
  return JSON.parse(JSON.stringify(report), (key, value: unknown) => (key === 'by' ? undefined : value));
}
