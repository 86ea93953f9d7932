import { type Llama, LlamaGrammarEvaluationState, type Token } from 'node-llama-cpp';
import { InferenceError } from '../errors.ts';
import type { ChatRequest, ChatResult } from './chat-request.ts';
import { createGrammarCache } from './grammar-cache.ts';
import { createRenderChat } from './render-chat.ts';
import { runSequence } from './run-sequence.ts';
import { createSlotQueue } from './slot-queue.ts';
import { createStepTogether } from './step-together.ts';

export type ChatEngine = Awaited<ReturnType<typeof createChatEngine>>;

/** A shorter common beginning is the template's own, not a shared prompt. */
const leastWorthReusing = 16;
/** Tokenising megabytes holds up every other request; a text longer than this a token never fits. */
const mostCharactersPerToken = 128;

/**
 * Loads a chat model with one context of several sequences that are decoded together. Each request takes the idle
 * sequence that already holds most of its prompt; what does not find one waits in a bounded queue.
 */
export const createChatEngine = async (options: {
  llama: Llama;
  name: string;
  modelPath: string;
  threads: number;
  sequences: number;
  /** Tokens of one sequence, prompt and completion together. */
  contextSize: number;
  queueLimit: number;
  /** Tokens of a prompt read in one pass; others' next tokens wait that long at most. */
  promptChunk: number;
}) => {
  const { llama, name, sequences, queueLimit, promptChunk } = options;
  const model = await llama.loadModel({ modelPath: options.modelPath });
  const contextSize = Math.min(options.contextSize, model.trainContextSize);
  const context = await model.createContext({
    sequences,
    contextSize,
    batchSize: Math.min(contextSize, promptChunk * sequences),
    threads: options.threads,
  });
  const slots = Array.from({ length: sequences }, () => context.getSequence());
  const queue = createSlotQueue({ slots: sequences, limit: queueLimit });
  const together = createStepTogether();
  const grammars = createGrammarCache(llama, { size: 64 });
  const renderChat = createRenderChat(model);
  let meanRunMs = 2000;

  const countReusable = (slot: number, prompt: readonly Token[]): number => {
    const sequence = slots[slot];
    if (!sequence) return 0;
    const { firstDifferentIndex } = sequence.compareContextTokens([...prompt]);
    // The last token is read again in any case: its probabilities are the first thing needed.
    const reusable = Math.min(firstDifferentIndex, prompt.length - 1);
    return reusable >= leastWorthReusing ? reusable : 0;
  };

  const run = async (request: ChatRequest, prompt: Token[], askedAt: number): Promise<ChatResult> => {
    const suits = (slot: number) => countReusable(slot, prompt);
    const slot = await queue.acquire({ priority: request.priority, signal: request.signal, suits });
    const startedAt = performance.now();
    try {
      const sequence = slots[slot];
      if (!sequence) throw new Error(`there is no slot ${slot}`);
      const reused = countReusable(slot, prompt);
      await sequence.eraseContextTokenRanges([{ start: reused, end: sequence.nextTokenIndex }]);
      const grammar = request.json === null ? null : await grammars.get(request.json);
      const produced = await runSequence({
        request,
        sequence,
        prompt,
        reused,
        promptChunk,
        maxTokens: Math.min(request.maxTokens ?? contextSize, contextSize - prompt.length),
        grammarState: grammar ? new LlamaGrammarEvaluationState({ model, grammar }) : null,
        turn: {
          join: () => together.join(slot),
          wait: () => together.turn(slot),
          leave: () => together.leave(slot),
        },
      });
      meanRunMs += (performance.now() - startedAt - meanRunMs) / 8;
      return {
        ...produced,
        promptTokens: prompt.length,
        reusedTokens: reused,
        waitedMs: startedAt - askedAt,
        firstTokenMs: produced.firstTokenAt - askedAt,
        decodeMs: produced.lastTokenAt - produced.firstTokenAt,
      };
    } finally {
      queue.release(slot);
    }
  };

  return {
    name,
    contextSize,
    get waiting(): number {
      return queue.waiting;
    },
    get running(): number {
      return queue.running;
    },
    /** Lets decoding, where there is any, have so many milliseconds for itself. */
    giveWay: together.giveWay,
    /**
     * Checks the request and lets it in; `done` then resolves with the completion or rejects with the signal's reason.
     * @throws {InferenceError} `context_length_exceeded`, `invalid_schema`, `queue_full`.
     */
    async submit(request: ChatRequest): Promise<{ done: Promise<ChatResult> }> {
      const askedAt = performance.now();
      const characters = request.messages.reduce((sum, { content }) => sum + content.length, 0);
      if (characters > contextSize * mostCharactersPerToken)
        throw new InferenceError(
          'context_length_exceeded',
          `This model's context is ${contextSize} tokens; the messages have ${characters} characters.`,
          { param: 'messages' },
        );
      const prompt = renderChat(request.messages);
      if (prompt.length >= contextSize)
        throw new InferenceError(
          'context_length_exceeded',
          `This model's context is ${contextSize} tokens; the messages have ${prompt.length}, and one at least must be left for the answer.`,
          { param: 'messages' },
        );
      if (request.json !== null) await grammars.get(request.json);
      if (queue.isFull(request.priority)) {
        const seconds = (queue.waiting / sequences) * (meanRunMs / 1000);
        throw new InferenceError(
          'queue_full',
          `All ${sequences} sequences are busy and ${queue.waiting} requests wait.`,
          {
            retryAfterSeconds: Math.min(30, Math.max(1, Math.ceil(seconds))),
          },
        );
      }
      return { done: run(request, prompt, askedAt) };
    },
    async dispose(): Promise<void> {
      await context.dispose();
      await model.dispose();
    },
  };
};
