// Ed25519 signatures of this installation: the key comes of a seed, and whoever has the public half can check.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { stableText } from '../domain/plan/stable-text.ts';

/** What may be signed: its `kind` is part of the text, so that no statement passes for one of another kind. */
export interface Statement {
  readonly kind: string;
  readonly v: 1;
  /** Fingerprint of the key it is signed with. */
  readonly key: string;
}

export type Signed<Said extends Statement> = Said & { readonly signature: string };

export interface Signer {
  /** 64 hexadecimal digits: the 32 bytes of RFC 8032. */
  readonly publicKey: string;
  /** SHA-256 of the public key's 32 bytes, in hexadecimal. */
  readonly fingerprint: string;
  /** Adds the fingerprint and the signature. The same statement is always signed alike. */
  readonly sign: <Said extends Omit<Statement, 'key'>>(said: Said) => Signed<Said & { readonly key: string }>;
}

/** What stands before the 32 bytes in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const privateHead = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHead = Buffer.from('302a300506032b6570032100', 'hex');

/** `seed` are 32 bytes; the same seed gives the same key. */
export function openSigner(seed: Buffer): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([privateHead, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(publicHead.length).toString('hex');
  const fingerprint = fingerprintOf(publicKey);
  return {
    publicKey,
    fingerprint,
    sign: (said) => {
      const statement = { ...said, key: fingerprint };
      return { ...statement, signature: sign(null, signedBytes(statement), privateKey).toString('hex') };
    },
  };
}

export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
}

/** Whether the statement was signed with the private half of this key, exactly as it stands. */
export function isSignedBy<Said extends Statement>(publicKey: string, { signature, ...said }: Signed<Said>): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature)) return false;
  return verify(null, signedBytes(said), openPublicKey(publicKey), Buffer.from(signature, 'hex'));
}

function openPublicKey(publicKey: string): KeyObject {
  return createPublicKey({
    key: Buffer.concat([publicHead, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
}

function signedBytes(said: object): Buffer {
  return Buffer.from(`user-management/signed/v1\n${stableText(said)}`, 'utf8');
}
