import { hkdfSync } from 'node:crypto';

/** A 32-byte key for one purpose, derived from the master key by HKDF-SHA256. */
export const deriveKey = (masterKey: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, '', `dealside ${purpose}`, 32));
