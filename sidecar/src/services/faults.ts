// Turns what ports and store throw into codes of the catalogue; everything else is a broken promise and stays one.
import { HostFailure } from '../adapters/ports.ts';
import { ProductError } from '../errors.ts';
import { StoreInputError } from '../store/errors.ts';

/** The fault as a client may see it, or null for one that nobody expected. A host's own words never get through. */
export function expectedFault(error: unknown): ProductError | null {
  if (error instanceof ProductError) return error;
  if (error instanceof HostFailure) return new ProductError(error.code);
  if (error instanceof StoreInputError) return new ProductError('bad_cursor');
  return null;
}
