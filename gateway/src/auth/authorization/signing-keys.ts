import { createPrivateKey } from 'node:crypto';
import { deriveKey } from '../../platform/derive-key.ts';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410, 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Derived from the master key, so that every process of the gateway has the same. */
export const deriveSigningKeys = (masterKey: Uint8Array) => {
  const seed = deriveKey(masterKey, 'authorization server, ID tokens');
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  return { keys: [{ ...key.export({ format: 'jwk' }), alg: 'EdDSA', use: 'sig', kid: 'dealside' }] };
};
