// What of a report its digest covers: all but names of those who acted, which may be erased later, and words that may name others.
/** How the digest of a report is made now; entries of before state none, and theirs covers the words of warnings too. */
export const reportForm = 2;

/** The report without whatever stands under a key `by`. */
export function withoutNames(report: unknown): unknown {
  return JSON.parse(JSON.stringify(report), (key, value: unknown) => (key === 'by' ? undefined : value));
}

/** The same, and without whom warnings say to ask, and what else they say: that is the policy's, and may name anybody. */
export function withoutWords(report: unknown): unknown {
  return JSON.parse(JSON.stringify(withoutNames(report)), (key, value: unknown) =>
    key === 'warn' && typeof value === 'object' && value !== null
      ? { ...value, ask: undefined, message: undefined }
      : value,
  );
}

/** What of it is covered by a digest of that form, as the entry of the run's end states it. */
export function coveredBy(form: unknown, report: unknown): unknown {
  return form === reportForm ? withoutWords(report) : withoutNames(report);
}

/** Whether it has warnings, whose words a digest of before covers. */
export function hasWarnings(report: unknown): boolean {
  return JSON.stringify(report).includes('"warn":{');
}
