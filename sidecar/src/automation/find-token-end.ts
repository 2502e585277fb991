// When the token ends that this product signs in with, as far as Confluence or its administrators tell.
import { HostFailure, type HostPort } from '../adapters/ports.ts';
import { endOfToken } from '../domain/token-end.ts';
import type { Instant } from '../domain/user.ts';

export interface TokenEndWork {
  readonly host: Pick<HostPort, 'ownToken'>;
  readonly declaredTokenEnd: string | null;
}

/** A host that cannot be asked leaves the word of the administrators, or none: nothing waits for this. */
export async function findTokenEnd({ host, declaredTokenEnd }: TokenEndWork): Promise<Instant | null> {
  const told = await host.ownToken().catch((error: unknown) => {
    if (error instanceof HostFailure) return null;
    throw error;
  });
  return endOfToken({ told, declared: declaredTokenEnd });
}
