import { createMakeBrief } from '@dealside/gateway/insights/make-brief';
import type { Llm } from '@dealside/gateway/llm/llm';
import { createLlmClient } from '@dealside/gateway/llm/llm-client';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import { AppError } from '@dealside/shared';
import { createBook } from '../book/create-book.ts';
import { chatModel, embeddingModel, modelsDirectory, python, sentenceModel } from '../locations.ts';
import { startInference } from '../services/start-inference.ts';
import { calibrationError, describeCodes, runSplit, type SplitRun, share } from './brief/run-split.ts';
import { startReadStack } from './gateway/start-read-stack.ts';
import type { Measure } from './measure.ts';

const seed = 7;
const now = new Date('2026-11-24T12:00:00Z');
const sampled = { quick: 6, full: 30 };
const readsTimed = 200;

const say = (text: string) => console.error(`  ${text}`);

/** Briefs of the deals nothing was fitted on, against their labels. */
export const measure: Measure = {
  name: 'brief',
  about: 'briefs of the labelled book: citations, claims supported, recall, calibration, with and without a model',
  async run({ quick }) {
    await ensureModels({ names: [chatModel, embeddingModel, sentenceModel], modelsDirectory, python, onProgress: say });
    const book = createBook({ seed, now });
    const inference = await startInference({
      modelsDirectory,
      chatModel,
      embeddingModel: `${embeddingModel},${sentenceModel}`,
    });
    try {
      const llm = createLlmClient({
        urls: [inference.url],
        chatModel,
        embedding: { model: embeddingModel, dimensions: 384 },
      });
      const limit = quick ? sampled.quick : sampled.full;
      say('with the model switched off');
      const off = await runSplit({
        book,
        split: 'report',
        makeBrief: createMakeBrief({ llm: null }),
        mode: 'extracts',
        say,
      });
      say('all deals, found with embeddings, in their own words');
      const found = await runSplit({
        book,
        split: 'report',
        makeBrief: createMakeBrief({ llm: withoutWords(llm) }),
        mode: 'model',
        say,
      });
      say(`a sample of ${limit} deals, phrased by the model`);
      const on = await runSplit({
        book,
        split: 'report',
        makeBrief: createMakeBrief({ llm }),
        mode: 'model',
        limit,
        say,
      });
      say('reading ready briefs');
      const readP50Ms = await timeReads();
      const figures = {
        deals: found.deals,
        claims: found.claims.length,
        citations_resolved: share([...found.claims, ...on.claims, ...off.claims], ({ resolves }) => resolves),
        claims_supported: share(found.claims, ({ isSupported }) => isSupported),
        risk_recall: recall(found, 'risk'),
        next_step_recall: recall(found, 'next_step'),
        calibration_error: calibrationError(found.claims),
        claims_supported_no_model: share(off.claims, ({ isSupported }) => isSupported),
        make_p50_s: median(on.seconds),
        make_no_model_p50_s: median(off.seconds),
        read_p50_ms: readP50Ms,
      };
      return { figures, rows: describe({ found, off, on }) };
    } finally {
      await inference.stop();
    }
  },
};

/** Embeddings answer, the chat model does not: what is found is the same, and no wording is waited for. */
const withoutWords = (llm: Llm): Llm => ({
  ...llm,
  complete: async () => {
    throw new AppError('model_unavailable', 'left out of this part of the measure');
  },
});

const recall = ({ wanted }: SplitRun, kind: 'risk' | 'next_step' | 'ask'): number =>
  share(
    wanted.filter((one) => one.kind === kind),
    ({ isShown }) => isShown,
  );

const describe = ({ found, off, on }: { found: SplitRun; off: SplitRun; on: SplitRun }): (string | number)[][] => {
  const phrased = on.claims.filter(({ wording }) => wording === 'model');
  const dues = found.claims.filter(({ isDueRight }) => isDueRight !== null);
  const summary = (name: string, run: SplitRun) => [
    name,
    run.claims.length,
    share(run.claims, ({ isSupported }) => isSupported),
    run.wanted.length,
    share(run.wanted, ({ isShown }) => isShown),
  ];
  return [
    ...describeCodes(found),
    ['', '', '', '', ''],
    ['seen by', 'claims', 'supported', 'wanted', 'shown'],
    summary(`words and embeddings (${found.deals} deals)`, found),
    summary(`words alone (${off.deals} deals)`, off),
    summary(`phrased by the model (${on.deals} deals)`, on),
    ['asks not answered', recall(found, 'ask'), '', '', ''],
    ['recall of risks, words alone', recall(off, 'risk'), '', '', ''],
    ['recall of next steps, words alone', recall(off, 'next_step'), '', '', ''],
    ['calibration error, words alone', calibrationError(off.claims), '', '', ''],
    ['due days right', share(dues, ({ isDueRight }) => isDueRight === true), `of ${dues.length}`, '', ''],
    ['claims in the words of the model', phrased.length, `of ${on.claims.length}`, 'rejected', on.rejectedClaims],
  ];
};

const timeReads = async (): Promise<number> => {
  const stack = await startReadStack();
  try {
    const times: number[] = [];
    for (let count = 0; count < readsTimed; count++) {
      const read = stack.reads[count % stack.reads.length];
      if (!read) break;
      const startedAt = performance.now();
      const answer = await fetch(`${stack.url}${read.path}`, { headers: { authorization: `Bearer ${read.token}` } });
      await answer.arrayBuffer();
      times.push(performance.now() - startedAt);
    }
    return median(times);
  } finally {
    await stack.stop();
  }
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
