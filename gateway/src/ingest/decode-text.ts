/**
 * Bytes of a text file as a string: UTF-8, UTF-16 with a byte order mark, else Windows-1252 (what old Windows programs
 * write). Null when it is no text: many zero bytes or control characters.
 */
export const decodeText = (bytes: Uint8Array): string | null => {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const text = encoding ? new TextDecoder(encoding).decode(bytes) : decodeEightBit(bytes);
  const sample = text.slice(0, 20_000);
  const controls = sample.replace(/(?![\n\t\r\f])\p{Cc}/gu, '').length;
  return sample.length - controls > sample.length / 20 ? null : text;
};

const decodeEightBit = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};
