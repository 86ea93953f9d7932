import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file, in hexadecimal. */
export const hashFile = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash);
  return hash.digest('hex');
};

/** @throws {Error} when the file's hash is another. */
export const checkHash = async (file: string, expected: string, what: string): Promise<void> => {
  const found = await hashFile(file);
  if (found !== expected)
    throw new Error(`${what} is not what the registry expects: SHA-256 ${found}, not ${expected}.`);
};
