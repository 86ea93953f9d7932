import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ChatResult } from '../engine/chat-request.ts';
import type { InferenceErrorCode } from '../errors.ts';
import type { ServerState } from './engines.ts';

export type Metrics = ReturnType<typeof createMetrics>;

const seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** The tier's Prometheus metrics, in a registry of their own. */
export const createMetrics = (getState: () => ServerState) => {
  const registry = new Registry();
  const registers = [registry];
  const chatGauge = (name: string, help: string, read: 'waiting' | 'running') =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(getState().engines?.chat?.[read] ?? 0);
      },
    });
  chatGauge('dealside_inference_queue_depth', 'Chat requests that wait for a sequence', 'waiting');
  chatGauge('dealside_inference_running_sequences', 'Sequences being read or decoded', 'running');

  const requests = new Counter({
    name: 'dealside_inference_requests_total',
    help: 'Requests by route and how they ended (ok or an error code)',
    labelNames: ['route', 'outcome'] as const,
    registers,
  });
  const promptTokens = new Counter({
    name: 'dealside_inference_prompt_tokens_total',
    help: 'Prompt tokens asked for, reused ones included',
    registers,
  });
  const reusedTokens = new Counter({
    name: 'dealside_inference_prompt_tokens_reused_total',
    help: 'Prompt tokens a sequence already held from an earlier request',
    registers,
  });
  const completionTokens = new Counter({
    name: 'dealside_inference_completion_tokens_total',
    help: 'Tokens decoded',
    registers,
  });
  const embeddedTexts = new Counter({
    name: 'dealside_inference_embedded_texts_total',
    help: 'Texts embedded',
    registers,
  });
  const embeddedTokens = new Counter({
    name: 'dealside_inference_embedded_tokens_total',
    help: 'Tokens embedded',
    registers,
  });
  const waited = new Histogram({
    name: 'dealside_inference_queue_wait_seconds',
    help: 'From a chat request to its sequence',
    buckets: seconds,
    registers,
  });
  const firstToken = new Histogram({
    name: 'dealside_inference_time_to_first_token_seconds',
    help: 'From a chat request to its first token, waiting included',
    buckets: seconds,
    registers,
  });
  const decodeSpeed = new Histogram({
    name: 'dealside_inference_decode_tokens_per_second',
    help: "One sequence's decoding speed",
    buckets: [1, 2, 5, 10, 20, 40, 80, 160, 320],
    registers,
  });
  const rejections = new Counter({
    name: 'dealside_inference_rejections_total',
    help: 'Chat requests turned away because the queue was full',
    registers,
  });
  const cancellations = new Counter({
    name: 'dealside_inference_cancellations_total',
    help: 'Requests given up, by who gave up: the client or the deadline',
    labelNames: ['by'] as const,
    registers,
  });

  return {
    registry,
    countChat(result: ChatResult): void {
      requests.inc({ route: 'chat', outcome: 'ok' });
      promptTokens.inc(result.promptTokens);
      reusedTokens.inc(result.reusedTokens);
      completionTokens.inc(result.completionTokens);
      waited.observe(result.waitedMs / 1000);
      firstToken.observe(result.firstTokenMs / 1000);
      if (result.completionTokens > 1 && result.decodeMs > 0)
        decodeSpeed.observe((result.completionTokens - 1) / (result.decodeMs / 1000));
    },
    countEmbeddings(texts: number, tokens: number): void {
      requests.inc({ route: 'embeddings', outcome: 'ok' });
      embeddedTexts.inc(texts);
      embeddedTokens.inc(tokens);
    },
    countError(route: 'chat' | 'embeddings' | 'other', code: InferenceErrorCode): void {
      requests.inc({ route, outcome: code });
      if (code === 'queue_full') rejections.inc();
      if (code === 'cancelled') cancellations.inc({ by: 'client' });
      if (code === 'deadline_exceeded') cancellations.inc({ by: 'deadline' });
    },
  };
};
