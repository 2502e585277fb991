// In which order Confluence asks its directories. The list is undocumented: where it cannot be read, a plan says so.
import { HostFailure, type HostPort } from '../adapters/ports.ts';

/** Names in their order; null where nobody tells. */
export async function readDirectoryOrder(host: HostPort): Promise<readonly string[] | null> {
  try {
    return (await host.directories())?.map(({ name }) => name) ?? null;
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return null;
  }
}
