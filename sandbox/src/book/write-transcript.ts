export type SpokenTurn = { speaker: string; text: string; cutsIn: boolean };

const msPerWord = 385;
const pauseMs = 650;
const overlapMs = 900;
/** A recorder cuts its captions at the end of a sentence about here. */
const captionLength = 140;
const sentenceEnd = /(?<=[.!?…]["”’)]?) +(?=[\p{Lu}\p{N}"“„])/u;

/** A call as WebVTT with voice spans, as meeting recorders export it. */
export const writeVtt = (turns: readonly SpokenTurn[]): string => {
  const cues = timed(turns).flatMap(({ speaker, text, startMs }) => {
    let at = startMs;
    return captionsOf(text).map((caption) => {
      const from = at;
      at += caption.split(' ').length * msPerWord;
      return `${clock(from)} --> ${clock(at)}\n<v ${speaker}>${caption.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</v>`;
    });
  });
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
};

/** The same call as plain text with times: `[00:01:02] Name: words`. */
export const writePlainTranscript = (turns: readonly SpokenTurn[]): string =>
  timed(turns)
    .map(({ speaker, text, startMs }) => `[${clock(startMs).slice(0, 8)}] ${speaker}: ${text}\n`)
    .join('');

const timed = (turns: readonly SpokenTurn[]) => {
  let endMs = 2_000;
  return turns.map(({ speaker, text, cutsIn }) => {
    const startMs = cutsIn ? Math.max(0, endMs - overlapMs) : endMs + pauseMs;
    endMs = startMs + text.split(' ').length * msPerWord;
    return { speaker, text, startMs };
  });
};

const captionsOf = (text: string): string[] => {
  const captions: string[] = [];
  for (const sentence of text.split(sentenceEnd)) {
    const last = captions.at(-1);
    if (last !== undefined && last.length + sentence.length < captionLength)
      captions[captions.length - 1] = `${last} ${sentence}`;
    else captions.push(sentence);
  }
  return captions;
};

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
