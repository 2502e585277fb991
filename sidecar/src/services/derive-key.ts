// One key per purpose, derived from the one secret of this installation: none of them opens what another one guards.
import { hkdfSync } from 'node:crypto';

/** Labels never change: with another label everything signed before is worthless. */
const labels = {
  session: 'user-management/session-token/v1',
  'audit-signature': 'user-management/audit-signature/v1',
  keep: 'user-management/keep-link/v1',
  'give-back': 'user-management/give-back-link/v1',
} as const;

export type KeyPurpose = keyof typeof labels;

/** Derives 32 bytes by HKDF-SHA256 (RFC 5869); the purpose is the `info` input. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', labels[purpose], 32));
}
