// Signs a jar the way Confluence 10 checks it: Ed25519 over the exact bytes, detached, base64.
import { createPrivateKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PackFault } from './pack-fault.ts';

/** The signature as it is pasted beside the file. Throws a sentence where the key is missing or of another kind. */
export async function signWithKeyFile(jar: Buffer, keyFile: string): Promise<string> {
  const pem = await readFile(keyFile, 'utf8').catch(() => null);
  if (pem === null) throw new PackFault(`UM_SIGNING_KEY_FILE: ${keyFile} cannot be read.`);
  const key = readKey(pem);
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new PackFault(`UM_SIGNING_KEY_FILE: ${keyFile} holds no Ed25519 private key in PEM form.`);
  }
  return sign(null, jar, key).toString('base64');
}

function readKey(pem: string) {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
