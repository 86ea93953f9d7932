import { z } from 'zod';
import type { Completion, Llm } from '../../llm/llm.ts';
import { hasLooseReference } from '../verify/loose-reference.ts';
import { type CitedText, type Verdict, verifyClaim } from '../verify/verify-claim.ts';
import { keepsSpeakersPerson, type SpeechVerdict, verifySpeech } from '../verify/verify-speech.ts';
import { type NumberedText, phraseRequest } from './prompts.ts';
import { type SpeakingSide, shiftPerson } from './shift-person.ts';

export type PhraseTask = {
  topic: string;
  evidence: readonly NumberedText[];
  cited: readonly CitedText[];
  /** Whose one statement it reports; null when it joins several or the CRM says it. */
  speaker: string | null;
  side: SpeakingSide;
};
export type Phrased = {
  text: string | null;
  verdict: Verdict | SpeechVerdict | null;
  completion: Completion | null;
};

const answerSchema = z.object({ sentence: z.string() });

/**
 * Lets the model phrase each task and verifies what it wrote; tasks go to the server together, which decodes several at
 * once. A task is without text when its time ran out, the model failed, or its sentence did not hold.
 */
export const phraseAll = async (
  llm: Llm,
  tasks: readonly PhraseTask[],
  { timeoutMs, priority, signal }: { timeoutMs: number; priority: 'interactive' | 'background'; signal?: AbortSignal },
): Promise<Phrased[]> => {
  const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
  const written = await Promise.all(tasks.map((task) => write(llm, task, { timeoutMs, priority, signal: limit })));
  signal?.throwIfAborted();
  const vectors = await embedClaims(llm, tasks, written, priority, signal);
  return written.map(({ sentence, completion }, index) => {
    const task = tasks[index];
    if (sentence === null || !task) return { text: null, verdict: null, completion };
    const verdict = verify(sentence, task, vectors?.[index] ?? null);
    return { text: verdict.holds ? sentence : null, verdict, completion };
  });
};

const verify = (sentence: string, task: PhraseTask, vectors: Vectors | null): Verdict | SpeechVerdict => {
  const verdict = verifyClaim(sentence, task.cited, vectors);
  const [cited] = task.cited;
  if (!verdict.holds || !cited) return verdict;
  if (keepsSpeakersPerson(sentence) || task.cited.some(({ quote }) => hasLooseReference(quote)))
    return { holds: false, reason: 'person' };
  if (task.speaker === null) return verdict;
  return verifySpeech({ claim: sentence, quote: cited.quote, speaker: task.speaker, side: task.side });
};

const write = async (
  llm: Llm,
  task: PhraseTask,
  call: { timeoutMs: number; priority: 'interactive' | 'background'; signal: AbortSignal },
): Promise<{ sentence: string | null; completion: Completion | null }> => {
  try {
    const completion = await llm.complete({
      ...phraseRequest(task.topic, task.evidence),
      ...call,
    });
    const sentence = read(completion.text);
    return { sentence: sentence && shiftPerson(sentence, task.side), completion };
  } catch {
    return { sentence: null, completion: null };
  }
};

/** What a model returns is untrusted: only the one expected field of well-formed JSON is read. */
const read = (text: string): string | null => {
  try {
    const parsed = answerSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const sentence = parsed.data.sentence.replace(/\s+/g, ' ').trim();
    return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
  } catch {
    return null;
  }
};

type Vectors = { claim: number[]; cited: number[][] };

const embedClaims = async (
  llm: Llm,
  tasks: readonly PhraseTask[],
  written: readonly { sentence: string | null }[],
  priority: 'interactive' | 'background',
  signal: AbortSignal | undefined,
): Promise<(Vectors | null)[] | null> => {
  const texts = written.flatMap(({ sentence }, index) =>
    sentence === null ? [] : [sentence, ...(tasks[index]?.cited.map(({ quote }) => quote) ?? [])],
  );
  if (texts.length === 0) return null;
  try {
    const vectors = await llm.embed(texts, { priority, ...(signal ? { signal } : {}) });
    let next = 0;
    return written.map(({ sentence }, index) => {
      if (sentence === null) return null;
      const claim = vectors[next++] ?? [];
      const cited = (tasks[index]?.cited ?? []).map(() => vectors[next++] ?? []);
      return { claim, cited };
    });
  } catch {
    // Numbers, names, days and polarity are still checked, and how many of its words the source holds.
    signal?.throwIfAborted();
    return null;
  }
};
