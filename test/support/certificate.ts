// A certificate that signs itself, made when it is asked for, so that none lies about and none runs out.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface OwnCertificate {
  /** PEM; whoever trusts it trusts the server that has it. */
  readonly cert: string;
  readonly key: string;
}

const tag = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;
const nameOfHost = 0x82;
const addressOfHost = 0x87;
/** Object identifiers, encoded: RFC 5280 and RFC 5758. */
const oid = {
  commonName: '550403',
  subjectAltName: '551d11',
  basicConstraints: '551d13',
  ecdsaWithSha256: '2a8648ce3d040302',
};

/** For `localhost` and 127.0.0.1, good from yesterday until tomorrow. */
export function makeCertificate(): OwnCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(tag.sequence, der(tag.oid, fromHex(oid.ecdsaWithSha256)));
  const name = der(
    tag.sequence,
    der(tag.set, der(tag.sequence, der(tag.oid, fromHex(oid.commonName)), der(tag.text, Buffer.from('localhost')))),
  );
  const hosts = der(
    tag.sequence,
    der(nameOfHost, Buffer.from('localhost')),
    der(addressOfHost, Buffer.from([127, 0, 0, 1])),
  );
  const signsItself = der(tag.sequence, fromHex('0101ff'));
  const body = der(
    tag.sequence,
    fromHex('a003020102'),
    der(tag.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    der(tag.sequence, day(-1), day(1)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(tag.sequence, extension(oid.subjectAltName, hosts), extension(oid.basicConstraints, signsItself))),
  );
  const signature = der(tag.bits, Buffer.from([0]), sign('sha256', body, privateKey));
  const lines =
    der(tag.sequence, body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return {
    cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

function extension(id: string, value: Buffer): Buffer {
  return der(tag.sequence, der(tag.oid, fromHex(id)), der(tag.octets, value));
}

function day(from: number): Buffer {
  const at = new Date(Date.now() + from * 86_400_000).toISOString();
  return der(tag.time, Buffer.from(`${at.replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));
}

function der(kind: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
