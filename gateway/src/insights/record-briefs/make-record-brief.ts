import type { Brief } from '@dealside/shared';
import type { Llm } from '../../llm/llm.ts';
import { type Composed, composeBrief } from '../compose/compose-brief.ts';
import { promptVersion } from '../compose/prompts.ts';
import { shortHash } from '../evidence-draft.ts';
import weights from '../generated/topic-weights.json' with { type: 'json' };
import { findContact } from '../participants.ts';
import { selectSignals } from '../select-signals.ts';
import type { Signal } from '../signal.ts';
import { findSilence, findUnansweredMail } from '../signals/crm/contact.ts';
import { findOwnFields } from '../signals/crm/own-fields.ts';
import { findTextSignals } from '../signals/text/find-text-signals.ts';
import { createScoreSentences } from '../signals/text/score-sentences.ts';
import { assembleAccount, commonCurrency } from './make-account-brief.ts';
import { assemblePerson } from './make-person-brief.ts';
import type { RecordFacts } from './record-facts.ts';

/** What the kinds of record differ in. */
export type BriefSections = Pick<
  Brief,
  'headline' | 'changes' | 'risks' | 'nextSteps' | 'asks' | 'facts' | 'people' | 'evidence' | 'state'
> & { deals: NonNullable<Brief['deals']> };

const nothingComposed: Composed = {
  sentences: new Map(),
  headline: null,
  rejectedClaims: 0,
  completion: null,
  rejections: {},
};
const defaultWordingMs = 10_000;

/**
 * A brief of an account, a contact or a lead: the same signals and the same verifier as a deal's, over what was said
 * with that customer or person, and over an account what its deals' briefs already say.
 */
export const createMakeRecordBrief = ({
  llm,
  embedder = llm,
  wordingMs = defaultWordingMs,
}: {
  llm: Llm | null;
  /** Weighs sentences; it may be there where no model phrases. */
  embedder?: Llm | null;
  wordingMs?: number;
}) => {
  const scoreSentences = createScoreSentences({ llm: embedder, weights });

  return async (
    facts: RecordFacts,
    { mode = 'model', signal }: { mode?: 'model' | 'extracts'; signal?: AbortSignal } = {},
  ): Promise<{ brief: Omit<Brief, 'id' | 'freshness'>; lineage: Record<string, unknown> }> => {
    const startedAt = performance.now();
    signal?.throwIfAborted();
    const model = mode === 'model' ? llm : null;
    const stop = signal ? { signal } : {};
    const spoken = facts.kind === 'account' ? { ...facts.talks, interactions: facts.ownInteractions } : facts.talks;
    const found = await findTextSignals(spoken, scoreSentences, {
      useEmbedding: mode === 'model' && embedder !== null,
      ...stop,
    });
    const selected = selectSignals(
      [
        ...found.signals.filter((one) => isTheirs(facts, one)),
        ...findPlainSignals(facts),
        ...findOwnFields(facts.talks),
      ],
      facts.talks,
    );
    const composed = model
      ? await composeBrief(model, facts.talks, {
          signals: Object.values(selected).flat(),
          headlineSignals: [],
          timeoutMs: wordingMs,
          ...stop,
        })
      : nothingComposed;
    const sections =
      facts.kind === 'account' ? assembleAccount(facts, selected, composed) : assemblePerson(facts, selected, composed);
    const open = facts.deals.filter(({ fields }) => !fields.isClosed);
    const carried = facts.deals.flatMap(({ brief }) => (brief ? [brief] : []));
    const modelOf = composed.completion?.model ?? carried.find(({ madeBy }) => madeBy.model)?.madeBy.model ?? null;
    const currency = commonCurrency(open);
    const brief: Omit<Brief, 'id' | 'freshness'> = {
      record: facts.talks.record,
      title: facts.talks.deal.name,
      stage: facts.lead?.status ?? null,
      amount:
        facts.kind === 'account' && currency !== null && open.length > 0 && !facts.talks.withheld?.fields.has('amount')
          ? open.reduce((sum, { fields }) => sum + (fields.amount ?? 0), 0)
          : null,
      currency,
      closeDate: null,
      madeAt: facts.talks.asOf.toISOString(),
      madeBy: {
        // What is only stated from fields needs no model, so its absence is no loss to tell of.
        mode: modelOf !== null || model !== null ? 'model' : 'extracts',
        model: modelOf,
        adapter: composed.completion?.adapter ?? null,
        promptVersion,
        seconds: Math.round(performance.now() - startedAt) / 1_000,
        rejectedClaims: composed.rejectedClaims,
      },
      ...sections,
    };
    return {
      brief,
      lineage: {
        promptVersion,
        model: brief.madeBy.model,
        adapter: brief.madeBy.adapter,
        weights: weights.fittedAt,
        embedding: found.usedEmbedding,
        deals: carried.map(({ id }) => id),
        evidence: brief.evidence.map(({ id, quote }) => ({ id, hash: shortHash(quote) })),
        rejections: composed.rejections,
      },
    };
  };
};

/** In a contact's brief nobody else speaks for them: what others of their side said belongs to those. */
const isTheirs = ({ kind, talks }: RecordFacts, { side, evidence }: Signal): boolean => {
  if (kind !== 'contact' || side !== 'theirs') return true;
  const author = evidence[0].author;
  return author === null || findContact(talks.contacts, { name: author, email: null })?.record.id === talks.record.id;
};

/** Silence and unanswered mail. Of a contact only their own mail waits for an answer. */
const findPlainSignals = (facts: RecordFacts): Signal[] => {
  const { talks, kind, lead } = facts;
  if (lead?.isConverted || lead?.isUnqualified) return [];
  // Where nobody was ever in touch, the headline says so already.
  const silence = talks.interactions.length > 0 ? findSilence(talks) : [];
  if (kind === 'account') return facts.deals.some(({ fields }) => !fields.isClosed) ? silence : [];
  const theirs = talks.interactions.filter(
    ({ kind: of, meta }) =>
      of !== 'mail' ||
      meta.direction !== 'inbound' ||
      (meta.from && findContact(talks.contacts, meta.from)?.record.id === talks.record.id),
  );
  return [...silence, ...findUnansweredMail({ ...talks, interactions: theirs })];
};
