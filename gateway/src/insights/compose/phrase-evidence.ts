import { AppError } from '@dealside/shared';
import { z } from 'zod';
import type { Completion, Llm } from '../../llm/llm.ts';
import type { DealFacts } from '../deal-facts.ts';
import type { EvidenceDraft } from '../signal.ts';
import { verifyWording } from '../verify/verify-wording.ts';
import { callName } from '../word-insight.ts';
import { claimPrompt } from './claim-prompt.ts';

/** What the model made of the evidence: by its id, only claims that held. */
export type Phrased = {
  claims: ReadonlyMap<string, string>;
  rejected: number;
  /** Null when the model said nothing at all. */
  model: Pick<Completion, 'model' | 'adapter'> | null;
};

const replySchema = z.object({ text: z.string() });
const maxTokens = 64;
/** A longer quote does not become one short sentence without losing something. */
const maxQuoteCharacters = 240;
const timeoutMs = 30_000;

/**
 * Lets the model say in a sentence what each piece of evidence says, several at a time, and keeps what the verifier lets
 * stand. When the model does not answer, what is there so far counts: the rest stays with its quotes.
 */
export const phraseEvidence = async (
  llm: Llm,
  facts: DealFacts,
  pieces: readonly EvidenceDraft[],
  signal: AbortSignal | undefined,
  priority: 'interactive' | 'background',
): Promise<Phrased> => {
  const claims = new Map<string, string>();
  let rejected = 0;
  let model: Phrased['model'] = null;

  const phrase = async (evidence: EvidenceDraft): Promise<void> => {
    if (evidence.author === null || evidence.quote.length > maxQuoteCharacters) return;
    const speaker = callName(facts, evidence.author);
    const completion = await llm.complete({
      ...claimPrompt(speaker, evidence.quote),
      maxTokens,
      temperature: 0,
      priority,
      timeoutMs,
      ...(signal ? { signal } : {}),
    });
    model = { model: completion.model, adapter: completion.adapter };
    const text = readReply(completion.text);
    if (text !== null && verifyWording({ text, quotes: [evidence.quote], speaker }).holds)
      claims.set(evidence.id, text);
    else rejected += 1;
  };

  const outcomes = await Promise.allSettled(pieces.map(phrase));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected' && !(outcome.reason instanceof AppError)) throw outcome.reason;
  }
  signal?.throwIfAborted();
  return { claims, rejected, model };
};

/** What a model returns is untrusted: cut off or not JSON counts as no claim. */
const readReply = (text: string): string | null => {
  try {
    const reply = replySchema.safeParse(JSON.parse(text));
    return reply.success ? reply.data.text.trim() : null;
  } catch {
    return null;
  }
};
