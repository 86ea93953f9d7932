import { resolve } from 'node:path';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import { startInference } from '../services/start-inference.ts';
import { createCallTier } from './inference/call-tier.ts';
import { startBare } from './inference/start-bare.ts';
import type { Measure } from './measure.ts';

const chatModel = 'smollm2-135m-instruct';
const parallel = 4;
const topics = ['price', 'security', 'support', 'delivery', 'training', 'renewal', 'legal review', 'migration'];
const schema = {
  type: 'object',
  properties: {
    headline: { type: 'string', maxLength: 200 },
    risks: {
      type: 'array',
      maxItems: 5,
      items: { type: 'object', properties: { text: { type: 'string', maxLength: 200 } }, required: ['text'] },
    },
  },
  required: ['headline', 'risks'],
};
const rules =
  'You write for a seller who has ten seconds. Use nothing but the numbered evidence. Keep names, dates and amounts as they are written. Say what changed, what is at risk and what to do next. '.repeat(
    9,
  );

/** Another text each time: nothing but the template's own beginning is shared between two. */
const storyAbout = (round: number, index: number) =>
  `Round ${round}, ${topics[index % topics.length]}: tell a long story about a seller who talks of ${topics[(index + round) % topics.length]} with a buyer.`;
const toChatMl = (content: string) => `<|im_start|>user\n${content}<|im_end|>\n<|im_start|>assistant\n`;
const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const measure: Measure = {
  name: 'inference',
  about: 'tokens a second through the HTTP tier and of the bare engine, 1 and 4 at a time; time to the first token',
  async run({ quick }) {
    const modelsDirectory = resolve('.dealside/models');
    const paths = await ensureModels({
      names: [chatModel],
      modelsDirectory,
      python: resolve('.dealside/venv/bin/python'),
      onProgress: (text) => console.error(text),
    });
    const modelPath = paths[chatModel] ?? '';
    const bare = await startBare({ modelPath, sequences: parallel, workers: 1 });
    const bareByDefault = await startBare({ modelPath, sequences: parallel, workers: 4 });
    const tier = await startInference({ modelsDirectory, chatModel, embeddingModel: null });
    try {
      const callTier = createCallTier(tier.url, chatModel);
      const rounds = quick ? 3 : 9;
      const tokens = quick ? 48 : 128;
      const speeds: Record<string, number[]> = {};
      const record = (name: string, { tokens: made, ms }: { tokens: number; ms: number }) => {
        speeds[name] = [...(speeds[name] ?? []), (made / ms) * 1000];
      };
      const firstTokens: { cold: number[]; prefix: number[]; reused: number[] } = { cold: [], prefix: [], reused: [] };

      // Round 0 warms both sides and is not counted. In each round the two take turns at who is first.
      for (let round = 0; round <= rounds; round++) {
        const contents = Array.from({ length: parallel }, (_, index) => storyAbout(round, index));
        const turns = [
          async () => record('bare_1', await bare.decode(contents.slice(0, 1).map(toChatMl), tokens)),
          async () => record('http_1', await callTier.decode(contents.slice(0, 1), tokens)),
          async () => record('http_4', await callTier.decode(contents, tokens)),
          async () => record('bare_4', await bare.decode(contents.map(toChatMl), tokens)),
          async () => record('default_1', await bareByDefault.decode(contents.slice(0, 1).map(toChatMl), tokens)),
          async () => record('default_4', await bareByDefault.decode(contents.map(toChatMl), tokens)),
        ];
        for (const turn of round % 2 === 0 ? turns : turns.toReversed()) await turn();
        const format = { response_format: { type: 'json_schema', json_schema: { name: 'brief', schema } } };
        record('json_1', await callTier.decode(contents.slice(0, 1), tokens, format));

        const cold = await callTier.firstToken(`Deal ${round}. ${rules}`, 'What is at risk?');
        const prefix = await callTier.firstToken(`Deal ${round}. ${rules}`, 'Who signs the contract?');
        firstTokens.cold.push(cold.ms);
        firstTokens.prefix.push(prefix.ms);
        firstTokens.reused.push(prefix.reused);
      }
      const speed = (name: string) => median((speeds[name] ?? []).slice(1));
      const ratio = (over: string, under: string) =>
        median((speeds[over] ?? []).slice(1).map((value, round) => value / (speeds[under]?.[round + 1] ?? Number.NaN)));
      const figures = {
        http_tps_1: speed('http_1'),
        bare_tps_1: speed('bare_1'),
        ratio_1: ratio('http_1', 'bare_1'),
        http_tps_4: speed('http_4'),
        bare_tps_4: speed('bare_4'),
        ratio_4: ratio('http_4', 'bare_4'),
        gain_4: ratio('http_4', 'http_1'),
        bare_gain_4: ratio('bare_4', 'bare_1'),
        // With Node's four libuv workers (see inference/src/run-on-one-worker.ts).
        bare_default_tps_1: speed('default_1'),
        bare_default_tps_4: speed('default_4'),
        gain_4_over_default_1: ratio('http_4', 'default_1'),
        json_tps_1: speed('json_1'),
        ttft_cold_ms: median(firstTokens.cold.slice(1)),
        ttft_prefix_ms: median(firstTokens.prefix.slice(1)),
        prefix_tokens: median(firstTokens.reused.slice(1)),
        rounds,
      };
      return {
        figures,
        rows: [
          ['', 'HTTP tier', 'bare engine', 'ratio'],
          ['tokens/s, 1 at a time', figures.http_tps_1, figures.bare_tps_1, figures.ratio_1],
          [`tokens/s, ${parallel} at a time`, figures.http_tps_4, figures.bare_tps_4, figures.ratio_4],
          [`gain of ${parallel} over 1`, figures.gain_4, figures.bare_gain_4, ''],
          ["tokens/s, 1 at a time, Node's 4 workers", '', figures.bare_default_tps_1, ''],
          [`tokens/s, ${parallel} at a time, Node's 4 workers`, '', figures.bare_default_tps_4, ''],
          ['tokens/s, JSON schema, 1 at a time', figures.json_tps_1, '', ''],
          ['ms to the first token, cold', figures.ttft_cold_ms, '', ''],
          [`… with ${figures.prefix_tokens} tokens shared`, figures.ttft_prefix_ms, '', ''],
        ],
      };
    } finally {
      await Promise.all([tier.stop(), bare.stop(), bareByDefault.stop()]);
    }
  },
};
