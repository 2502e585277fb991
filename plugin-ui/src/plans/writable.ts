// Whether users of a directory can be changed from Confluence, by the operations that it allows.

/** Unknown where nobody tells: no directory is called read only, nor writable, without a witness. */
export function isWritable(operations: readonly string[] | null): 'yes' | 'no' | 'unknown' {
  if (operations === null) return 'unknown';
  return operations.some((one) => /^(?:CREATE|UPDATE|DELETE)_USER$/.test(one.toUpperCase())) ? 'yes' : 'no';
}
