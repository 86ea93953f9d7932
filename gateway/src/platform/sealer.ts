import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Seals text at rest with AES-256-GCM under a key of its own for each tenant. */
export type Sealer = {
  seal(tenantId: string, plain: string): Buffer;
  /** @throws {Error} when the bytes were not sealed for this tenant with this key, or were altered. */
  open(tenantId: string, sealed: Uint8Array): string;
};

const formatVersion = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Layout: version (1) ‖ nonce (12) ‖ tag (16) ‖ ciphertext. The tenant's key is HKDF-SHA256 of the master key; the
 * tenant id is also bound as additional data.
 * @param masterKey 32 bytes
 */
export const createSealer = (masterKey: Uint8Array): Sealer => {
  if (masterKey.byteLength !== 32) throw new Error(`the sealing key must be 32 bytes, got ${masterKey.byteLength}`);
  const keys = new Map<string, Buffer>();
  const keyOf = (tenantId: string) => {
    let key = keys.get(tenantId);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', masterKey, '', `dealside tenant ${tenantId}`, 32));
      keys.set(tenantId, key);
    }
    return key;
  };
  return {
    seal(tenantId, plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(tenantId), nonce).setAAD(Buffer.from(tenantId));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(formatVersion), nonce, cipher.getAuthTag(), body]);
    },
    open(tenantId, sealed) {
      if (sealed[0] !== formatVersion) throw new Error('not sealed by this version of Dealside');
      const nonce = sealed.subarray(1, 1 + nonceBytes);
      const tag = sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
      const decipher = createDecipheriv('aes-256-gcm', keyOf(tenantId), nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(tenantId)).setAuthTag(tag);
      const body = sealed.subarray(1 + nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    },
  };
};
