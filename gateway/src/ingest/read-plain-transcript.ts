import { buildTranscript, parseClock, type SpokenPiece, type Transcript } from './build-transcript.ts';
import { cleanText } from './clean-text.ts';

const name = String.raw`[\p{Lu}][\p{L}\p{M}\d.'’()-]*(?: (?:[\p{Lu}\d(&][\p{L}\p{M}\d.'’()-]*|de|van|von|der|den|da|la|le|el|bin)){0,4}`;
const clock = String.raw`(?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?`;
/** A name and a colon at the start of a line, or inside one after the end of a sentence; a time before or behind it. */
const label = new RegExp(
  String.raw`(?<=^|[.!?…"”’)\]*][ \t])[ \t]*(?:[[(]?(?<before>${clock})[\])]?[ \t]*[-–|]?[ \t]*)?(?<speaker>${name})(?:[ \t]*[[(](?<behind>${clock})[\])])?[ \t]?:[ \t]+(?=\S)`,
  'gmu',
);
/** `Priya Shah  0:12` alone on its line, the words below it (Otter, Zoom). */
const heading = new RegExp(
  String.raw`^[ \t]*(?<speaker>${name})[ \t]{1,8}[[(]?(?<behind>${clock})[\])]?[ \t]*\n`,
  'gmu',
);
/** Labels that begin lines of notes and mails, not turns. */
const noSpeaker =
  /^(?:From|To|Cc|Subject|Sent|Date|Time|Re|Note|Notes|Agenda|Actions?|Action items?|Next steps?|To-?do|Summary|Attendees|Participants|Location|Title|Topic|Risks?|Open|Decision|Decisions|Budget|Timeline|Deal|Account|Meeting|Recording|Duration|Hinweis|Notiz|Teilnehmer|Datum)$/i;

type Mark = { speaker: string; at: number; wordsFrom: number; startMs: number | null };

/**
 * A transcript in plain text: `[00:01:02] Name: …`, `Name (01:02): …`, `Name: …` line by line or running on in one
 * paragraph, `**Name:** …`, or the name and time on a line of their own. Null when it has no speakers: two marks at
 * least, and a name that speaks twice or has a time. What stands before the first turn is kept as text.
 */
export const readPlainTranscript = (source: string): Transcript | null => {
  const text = cleanText(source.replace(/(?<!\s)\s*\*\*([^*\n]{1,60}:)\*\*/g, '\n$1').replace(/\*\*/g, ''));
  const found = [...findMarks(text, label), ...findMarks(text, heading)].sort((a, b) => a.at - b.at);
  const turnsOf = new Map<string, number>();
  for (const mark of found) turnsOf.set(mark.speaker, (turnsOf.get(mark.speaker) ?? 0) + 1);
  const isTimed = found.filter((mark) => mark.startMs !== null).length >= 2;
  const repeated = [...turnsOf.values()].some((count) => count >= 2);
  const marks = found.filter((mark) =>
    isTimed
      ? mark.startMs !== null || (turnsOf.get(mark.speaker) ?? 0) >= 2
      : isLineStart(text, mark.at) || (turnsOf.get(mark.speaker) ?? 0) >= 2,
  );
  const [first] = marks;
  if (!first || marks.length < 2 || !(isTimed || repeated)) return null;
  const pieces = marks.map<SpokenPiece>((mark, index) => ({
    speaker: mark.speaker,
    startMs: mark.startMs,
    endMs: null,
    text: text.slice(mark.wordsFrom, marks[index + 1]?.at ?? text.length),
  }));
  return buildTranscript(pieces, text.slice(0, first.at));
};

const findMarks = (text: string, pattern: RegExp): Mark[] =>
  [...text.matchAll(pattern)].flatMap((match) => {
    const { speaker, before, behind } = match.groups ?? {};
    if (!speaker || noSpeaker.test(speaker)) return [];
    const time = before ?? behind;
    return [
      { speaker, at: match.index, wordsFrom: match.index + match[0].length, startMs: time ? parseClock(time) : null },
    ];
  });

const isLineStart = (text: string, at: number): boolean => at === 0 || text[at - 1] === '\n';
