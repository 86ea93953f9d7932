export type Sentence = {
  text: string;
  /** UTF-16 offsets into the text given: `text.slice(start, end)` is the sentence. */
  start: number;
  end: number;
};

/** A line that opens a list item: `- `, `• `, `2) `, `3. ` followed by text. */
const listMarker = /^[ \t]*(?:[-*•·–—▪◦]|\(?\d{1,2}[.)]|[a-z]\))[ \t]+/u;
/** Followed by a name as a rule. */
const title =
  /(?:^|[\s("'„“])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Gen|Capt|Lt|Col|St|Mt|Messrs|Mme|Mlle|MM|Hr|Frl|Ing|Dipl|vs|bzw|ggf|inkl|zzgl|exkl|evtl|approx|Attn|e\.g|i\.e|[zdu]\.\s?[BhaA])\.\s*$/u;
/** An abbreviation only before a number: "No. 5", but "No. We cannot." */
const beforeNumber =
  /(?:^|[\s("'„“])(?:No|Nr|Nos|Art|Abs|Sec|Fig|Vol|pp?|Tel|Fax|ca|max|min|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Okt|Nov|Dec|Dez)\.\s*$/u;
const initial = /(?:^|[\s("'„“.])\p{Lu}\.\s*$/u;
/** After "plan B." one of these begins a new sentence; after an initial comes a name. */
const opener =
  /^(?:I|We|You|He|She|It|They|The|This|That|These|Our|Your|My|If|In|On|And|But|So|Please|Let|Can|Could|Is|Are|Do|What|When|Wir|Ich|Sie|Es|Das|Die|Der|Wenn|Bitte|Und|Aber)\b/u;
const germanPair = /(?:^|\s)[zduoiv]\.\s*$/u;
const month =
  /^(?:Jan|Feb|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec|janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)/iu;
const endsInOrdinal = /(?:^|[\s(])\d{1,2}\.\s*$/u;
const endsSentence = /[.!?:;…。！？]["'”’)\]]*$/u;
/** A line at least this long that stops without punctuation was wrapped by the mail program. */
const wrappedLineLength = 56;

/**
 * Cuts text into sentences with their offsets. Breaks at Unicode sentence ends (UAX #29), except after abbreviations,
 * initials, and a day before a month ("14. Dezember"); also at blank lines and list items. A single line break inside
 * a hard-wrapped paragraph does not end a sentence. White space around a sentence belongs to none.
 */
export const splitSentences = (text: string): Sentence[] => {
  const sentences: Sentence[] = [];
  for (const block of splitBlocks(text)) {
    for (const { start, end } of segment(text.slice(block.start, block.end))) {
      const sentence = trimmed(text, block.start + start, block.start + end);
      if (sentence) sentences.push(sentence);
    }
  }
  return sentences;
};

/** Paragraphs, list items and short lines of their own. */
const splitBlocks = (text: string): { start: number; end: number }[] => {
  const blocks: { start: number; end: number }[] = [];
  let open: { start: number; end: number; lastLine: string } | null = null;
  let offset = 0;
  for (const line of text.split('\n')) {
    const start = offset;
    const end = start + line.length;
    offset = end + 1;
    const content = line.trim();
    if (open && content !== '' && continues(open.lastLine, line)) {
      open.end = end;
      open.lastLine = content;
      continue;
    }
    if (open) blocks.push({ start: open.start, end: open.end });
    const marker = listMarker.exec(line)?.[0].length ?? 0;
    open = content === '' ? null : { start: start + (marker < line.length ? marker : 0), end, lastLine: content };
  }
  if (open) blocks.push({ start: open.start, end: open.end });
  return blocks;
};

/** `Priya Shah: …`, as transcripts are stored: someone else begins to speak. */
const speaker = /^[\p{Lu}\d][\p{L}\p{M}\d .'’()&-]{0,48}:\s/u;

const continues = (previous: string, line: string): boolean => {
  if (listMarker.test(line) || speaker.test(line)) return false;
  if (endsSentence.test(previous)) return previous.length >= wrappedLineLength;
  return previous.length >= wrappedLineLength || /^\s*\p{Ll}/u.test(line);
};

/** Longer than any abbreviation with the space around it; what stands further before decides nothing. */
const abbreviationReach = 40;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Line breaks are read as spaces (one code unit each, so that offsets stay). */
const segment = (block: string): { start: number; end: number }[] => {
  const flat = block.replace(/[\n\r\u2028\u2029\u0085]/g, ' ');
  const parts: { start: number; end: number }[] = [];
  for (const { index, segment: part } of segmenter.segment(flat)) {
    const last = parts.at(-1);
    const end = index + part.length;
    if (last && belongsTogether(flat.slice(Math.max(last.start, last.end - abbreviationReach), last.end), part))
      last.end = end;
    else parts.push({ start: index, end });
  }
  return parts;
};

const belongsTogether = (before: string, after: string): boolean =>
  title.test(before) ||
  (beforeNumber.test(before) && /^\d/u.test(after)) ||
  (initial.test(before) && /^\p{Lu}/u.test(after) && !opener.test(after)) ||
  (germanPair.test(before) && /^\p{L}\./u.test(after)) ||
  (endsInOrdinal.test(before) && month.test(after)) ||
  // A bracket or a lone mark left over by the segmenter is no sentence.
  !/[\p{L}\p{N}]/u.test(after);

const trimmed = (text: string, start: number, end: number): Sentence | null => {
  const raw = text.slice(start, end);
  const content = raw.trim();
  if (content === '') return null;
  const from = start + raw.indexOf(content);
  return { text: content, start: from, end: from + content.length };
};
