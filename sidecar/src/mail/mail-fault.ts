// The kind of fault that kept a mail from going out, by the codes of the library that speaks to the server.

/** What Node says of a certificate that nobody vouches for, that is no longer good, or that is for another name. */
const certificateCodes = /CERT|UNABLE_TO_VERIFY|SELF_SIGNED/;

/**
 * In capitals: `EAUTH`, `ETLS` and so on as nodemailer has them, and two that it hides behind a broader one: `ECERT` for a
 * certificate that is not trusted, `EOAUTH2` where no token was given. Null where the error has no code.
 */
export function codeOfMailFault(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const first = 'originalCode' in error ? String(error.originalCode) : '';
  if (certificateCodes.test(first)) return 'ECERT';
  return first === 'EOAUTH2' ? first : String(error.code).toUpperCase();
}
