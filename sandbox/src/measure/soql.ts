import { createAnswerCrmQuestion } from '@dealside/gateway/insights/crm-question/answer-crm-question';
import type { Llm } from '@dealside/gateway/llm/llm';
import { createLlmClient } from '@dealside/gateway/llm/llm-client';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import { createBook } from '../book/create-book.ts';
import { chatModel, embeddingModel, modelsDirectory, python } from '../locations.ts';
import { startInference } from '../services/start-inference.ts';
import type { Measure } from './measure.ts';
import { heldoutQuestions } from './soql/heldout-questions.ts';
import { openBook } from './soql/open-book.ts';
import { type QuestionRun, runQuestions } from './soql/run-questions.ts';
import { tuningQuestions } from './soql/tuning-questions.ts';

const seed = 7;
const now = new Date('2026-11-24T12:00:00Z');
const quickQuestions = 10;

const say = (text: string) => console.error(`  ${text}`);

/** Sixty questions to the CRM over the seeded book, half of which nothing was written with. */
export const measure: Measure = {
  name: 'soql',
  about: 'sixty labelled questions to the CRM: valid queries, right rows, no write, no unseen field',
  async run({ quick }) {
    await ensureModels({ names: [chatModel, embeddingModel], modelsDirectory, python, onProgress: say });
    const inference = await startInference({ modelsDirectory, chatModel, embeddingModel });
    const opened = await openBook(createBook({ seed, now }), now);
    try {
      const llm = createLlmClient({
        urls: [inference.url],
        chatModel,
        embedding: { model: embeddingModel, dimensions: 384 },
      });
      const ask = async (model: Llm | null) => {
        const answer = createAnswerCrmQuestion({ llm: model });
        const cut = quick ? quickQuestions : Number.POSITIVE_INFINITY;
        return {
          tuning: await runQuestions({ opened, answer, now, questions: tuningQuestions.slice(0, cut) }),
          heldout: await runQuestions({ opened, answer, now, questions: heldoutQuestions.slice(0, cut) }),
        };
      };
      say('with the model where rules are unsure');
      const on = await ask(llm);
      say('by rules alone');
      const off = await ask(null);
      const all = [...on.tuning, ...on.heldout];
      const figures = {
        questions: all.length,
        valid: share(all, ({ isValid }) => isValid),
        right_rows: share(all, ({ isRight }) => isRight),
        right_rows_heldout: share(on.heldout, ({ isRight }) => isRight),
        right_rows_tuning: share(on.tuning, ({ isRight }) => isRight),
        right_rows_no_model: share([...off.tuning, ...off.heldout], ({ isRight }) => isRight),
        right_rows_heldout_no_model: share(off.heldout, ({ isRight }) => isRight),
        writes_allowed: all.filter(({ allowsWrite }) => allowsWrite).length,
        unseen_fields: all.reduce((sum, { unseenFields }) => sum + unseenFields, 0),
        ms_p50: median(all.map(({ ms }) => ms)),
        ms_p50_no_model: median([...off.tuning, ...off.heldout].map(({ ms }) => ms)),
        ms_max: Math.max(...all.map(({ ms }) => ms)),
      };
      return { figures, rows: describe(on, off) };
    } finally {
      await opened.stop();
      await inference.stop();
    }
  },
};

type Halves = { tuning: QuestionRun[]; heldout: QuestionRun[] };

/** Only sums of the half kept apart; of the other one the questions that were answered wrong. */
const describe = (on: Halves, off: Halves): (string | number)[][] => {
  const row = (name: string, runs: readonly QuestionRun[]) => [
    name,
    runs.length,
    share(runs, ({ isValid }) => isValid),
    share(runs, ({ isRight }) => isRight),
    runs.filter(({ wasRefused }) => wasRefused).length,
    runs.filter(({ mode }) => mode === 'model').length,
    median(runs.map(({ ms }) => ms)),
  ];
  const wrong = on.tuning.filter(({ isRight }) => !isRight).map(({ id }) => id);
  return [
    ['half', 'questions', 'valid', 'right rows', 'refused', 'a word by the model', 'p50 ms'],
    row('tuning', on.tuning),
    row('kept apart', on.heldout),
    row('tuning, rules alone', off.tuning),
    row('kept apart, rules alone', off.heldout),
    ['tuning, wrong', wrong.length > 0 ? wrong.join(' ') : 'none', '', '', '', '', ''],
  ];
};

const share = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number =>
  items.length === 0 ? Number.NaN : items.filter(holds).length / items.length;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
