import type { JsonShape } from './grammar-cache.ts';
import type { ChatMessage } from './render-chat.ts';
import type { Priority } from './slot-queue.ts';

export type ChatRequest = {
  messages: readonly ChatMessage[];
  /** Completion tokens at most; what the context leaves when null. */
  maxTokens: number | null;
  /** 0: always the likeliest token. */
  temperature: number;
  topP: number;
  topK: number;
  minP: number;
  seed: number | null;
  stop: readonly string[];
  json: JsonShape | null;
  /** So many alternatives a token are wanted; null: no probabilities. */
  topLogprobs: number | null;
  priority: Priority;
  signal: AbortSignal;
  /** Called in the tick the text is known in; must not block. */
  onDelta?: (delta: ChatDelta) => void;
};

export type ChatDelta = { text: string; logprobs: TokenLogprob[] };

/** As in the OpenAI API: natural logarithms, the token's text and its UTF-8 bytes. */
export type TokenLogprob = {
  token: string;
  logprob: number;
  bytes: number[];
  top_logprobs: { token: string; logprob: number; bytes: number[] }[];
};

export type ChatResult = {
  text: string;
  finishReason: 'stop' | 'length';
  logprobs: TokenLogprob[];
  promptTokens: number;
  /** Of the prompt, already in the sequence from an earlier request. */
  reusedTokens: number;
  completionTokens: number;
  waitedMs: number;
  firstTokenMs: number;
  /** From the first token to the last. */
  decodeMs: number;
};
