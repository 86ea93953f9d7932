/** Ten bytes that mean nothing to a client: the position, and two of no use, as seen of the real bus. */
export const encodeReplayId = (position: number): Buffer => {
  const bytes = Buffer.alloc(10);
  bytes.writeBigUInt64BE(BigInt(position));
  return bytes;
};

/** Null for what no server ever gave. */
export const decodeReplayId = (bytes: Buffer): number | null =>
  bytes.length === 10 ? Number(bytes.readBigUInt64BE()) : null;
