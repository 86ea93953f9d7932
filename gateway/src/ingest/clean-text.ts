/** Control and invisible format characters, but tab, line feed and the joiners that emoji and some scripts need. */
const invisible = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}]/gu;
const oddSpace = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const loneSurrogate = /\p{Cs}/gu;

/**
 * The text as it is stored: line feeds only, no control or invisible characters, composed (NFC), plain spaces, no white
 * space at line ends, at most one blank line in a row. Applying it twice changes nothing, so offsets into it stay valid.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?|[\f\u2028\u2029\u0085]/g, '\n')
    .replace(invisible, '')
    .replace(loneSurrogate, '\ufffd')
    .normalize('NFC')
    .replace(oddSpace, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
