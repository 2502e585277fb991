// The licence as Confluence itself counts it: seats in use, seats there are, seats left.
import type { HostLicence } from '../../domain/licence/figures.ts';
import type { HttpClient } from '../http-client/client.ts';
import { HostFailure } from '../ports.ts';
import { isLicenceCount, type WireLicenceCount } from './schema.ts';

/** Bodies are not described by Atlassian: a bare number, or one in an object. */
export async function readLicenceCounts(http: Pick<HttpClient, 'send'>): Promise<HostLicence> {
  const [used, most, remaining] = await Promise.all([
    readCount(http, 'userCount'),
    readCount(http, 'maxUsers'),
    readCount(http, 'remainingSeats'),
  ]);
  // A limit below nought is how Atlassian's products write "no limit": then there is no number to show.
  const limited = most === null || most >= 0;
  return {
    used: used !== null && used >= 0 ? used : null,
    most: limited ? most : null,
    remaining: limited ? remaining : null,
  };
}

/** Seats in use; null where the host does not tell, or not in a form we know. */
export async function countLicensed(http: Pick<HttpClient, 'send'>): Promise<number | null> {
  const used = await readCount(http, 'userCount');
  return used !== null && used >= 0 ? used : null;
}

async function readCount(
  http: Pick<HttpClient, 'send'>,
  name: 'userCount' | 'maxUsers' | 'remainingSeats',
): Promise<number | null> {
  try {
    const { status, json } = await http.send({ method: 'GET', path: `/rest/license/1.0/license/${name}` });
    return status < 300 && isLicenceCount(json) ? numberIn(json, name) : null;
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return null;
  }
}

function numberIn(json: WireLicenceCount, name: keyof Exclude<WireLicenceCount, number>): number | null {
  if (typeof json === 'number') return json;
  return json.count ?? json[name] ?? null;
}
