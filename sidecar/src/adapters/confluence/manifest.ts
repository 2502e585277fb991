// Who answers at the configured address: the anonymous application link manifest, as JSON or as the XML it was first.
import type { HttpClient } from '../http-client/client.ts';
import type { Answer } from '../http-client/exchange.ts';
import { HostFailure, type HostIdentity } from '../ports.ts';
import { failureCodeOf } from './answers.ts';
import { isManifest, type WireManifest } from './schema.ts';

/**
 * Reads the manifest without credentials, so that a wrong token does not hide what is there. Throws
 * `host_not_confluence` when something else answers, and the failures of any request.
 */
export async function readManifest(http: Pick<HttpClient, 'send'>): Promise<HostIdentity> {
  const answer = await http.send({
    method: 'GET',
    path: '/rest/applinks/1.0/manifest',
    expect: 'text',
    authorisation: null,
  });
  const code = failureCodeOf(answer);
  const manifest = code === null ? parseManifest(answer.text) : null;
  if (code === 'host_error' || code === 'host_rate_limited' || code === 'host_timeout') throw failure(answer, code);
  if (manifest === null || manifest.typeId !== 'confluence') throw failure(answer, 'host_not_confluence');
  return {
    hostId: manifest.id,
    product: manifest.typeId,
    version: manifest.version,
    buildNumber: String(manifest.buildNumber ?? ''),
    statedUrl: manifest.url ?? '',
  };
}

/** Whether a version such as `9.2.7` or `10.0.0-m12` is at least the given one. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function failure(answer: Answer, code: 'host_not_confluence' | 'host_error' | 'host_rate_limited' | 'host_timeout') {
  return new HostFailure(code, { status: answer.status, request: answer.request });
}

function parseManifest(text: string): WireManifest | null {
  const manifest = text.trimStart().startsWith('{') ? parseJson(text) : parseXml(text);
  return isManifest(manifest) ? manifest : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The document is flat: `<manifest><typeId>confluence</typeId><version>8.5.4</version>…`. */
function parseXml(text: string): unknown {
  if (!/<manifest[\s>]/.test(text)) return null;
  const fields = ['id', 'typeId', 'version', 'buildNumber', 'url'].flatMap((name) => {
    const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];
    return value === undefined ? [] : [[name, unescapeXml(value.trim())]];
  });
  return Object.fromEntries(fields);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_match, name: string) => entities[name] ?? '');
}
