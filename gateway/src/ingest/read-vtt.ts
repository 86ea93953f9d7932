import { buildTranscript, parseClock, type SpokenPiece, type Transcript } from './build-transcript.ts';

const timing = /^\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})/;
const voice = /^<v(?:\.[^\s.<>]+)*\s([^<>]+)>/;
/** `Priya Shah: …` at the start of a caption, as Zoom writes it. */
const prefix = /^\s*([\p{Lu}\d][\p{L}\p{M}\d .,'’&/()-]{0,48}?)\s?:\s+(?=\S)/u;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', quot: '"', lrm: '', rlm: '' };

/**
 * WebVTT (W3C), also with SRT's commas. Speakers come from `<v Name>` spans (Teams) or a `Name:` prefix (Zoom); a
 * caption without either is the turn of an unnamed speaker. Null when there is no cue.
 */
export const readVtt = (text: string): Transcript | null => {
  const pieces: SpokenPiece[] = [];
  const blocks = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/);
  for (const block of blocks) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => timing.test(line));
    const match = timing.exec(lines[at] ?? '');
    if (!match?.[1] || !match[2] || /^(?:NOTE|STYLE|REGION)\b/.test(block)) continue;
    const times = { startMs: parseClock(match[1]), endMs: parseClock(match[2]) };
    for (const spoken of splitVoices(lines.slice(at + 1).join('\n'))) pieces.push({ ...times, ...spoken });
  }
  if (pieces.length === 0) return null;
  // Two people at once: captions overlap and are told apart by when they begin.
  return buildTranscript(pieces.sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0)));
};

const splitVoices = (payload: string): { speaker: string | null; text: string }[] =>
  payload
    .split(/(?=<v[\s.])/)
    .map((part) => {
      const name = voice.exec(part)?.[1];
      const text = plain(part);
      if (name) return { speaker: plain(name).trim(), text };
      const prefixed = prefix.exec(text);
      return prefixed?.[1]
        ? { speaker: prefixed[1].trim(), text: text.slice(prefixed[0].length) }
        : { speaker: null, text };
    })
    .filter(({ text }) => text.trim() !== '');

const plain = (text: string): string =>
  text
    .replace(/<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|nbsp|quot|lrm|rlm);/g, (_all, name: string) => entities[name] ?? '');
