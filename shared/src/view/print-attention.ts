import type { Attention, AttentionItem } from '../domain/attention.ts';
import type { SignalCode } from '../domain/brief.ts';
import {
  type ClaimView,
  indexEvidence,
  printCites,
  printState,
  printSubtitle,
  type Reading,
  type Tone,
} from './print-brief.ts';
import { fill, type WordKey, type Words } from './words.ts';

export type AttentionItemView = {
  key: string;
  recordId: string;
  objectName: string;
  title: string;
  subtitle: string;
  state: { label: string; tone: Tone };
  insightId: string;
  text: string;
  cites: ClaimView['cites'];
  /** The kind of signal, how old, and how often it was found helpful. */
  notes: string;
  isOverdue: boolean;
};

/** `close_date_passed` → the word `signalCloseDatePassed`; a code of tomorrow as it is, in words. */
const printSignal = (words: Words, code: SignalCode): string => {
  const key = `signal_${code}`.replaceAll(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
  return Object.hasOwn(words, key) ? words[key as WordKey] : code.replaceAll('_', ' ');
};

const printItem = (reading: Reading, item: AttentionItem): AttentionItemView => {
  const { words, formats, now } = reading;
  const { reason, precision } = item;
  const isOverdue = reason.due !== null && reason.due < now.toISOString().slice(0, 10);
  const notes = [
    printSignal(words, precision.code),
    reason.due === null ? null : fill(isOverdue ? words.overdue : words.due, formats.date(reason.due, now)),
    reason.due !== null || reason.at === null ? null : fill(words.ago, formats.age(reason.at, now)),
    precision.total === 0 ? null : fill(words.attentionPrecision, precision.helpful, precision.total),
  ];
  return {
    key: item.record.id,
    recordId: item.record.id,
    objectName: item.record.type,
    title: item.title,
    subtitle: [item.account, printSubtitle(reading, item)].filter(Boolean).join(' · '),
    state: printState(reading, { state: item.state, risks: [] }),
    insightId: reason.id,
    text: reason.text,
    cites: printCites(reading, reason.cites, indexEvidence(item.evidence)),
    notes: notes.filter((note) => note !== null).join(' · '),
    isOverdue,
  };
};

/** The list of deals that need their owner today, and in small print what it leaves out. */
export const printAttention = (reading: Reading, list: Attention) => {
  const { words } = reading;
  return {
    items: list.items.map((item) => printItem(reading, item)),
    budget: fill(words.attentionBudget, list.budget.used, list.budget.perDay),
    heldBack: list.heldBack === 0 ? null : fill(words.attentionHeldBack, list.heldBack),
    muted:
      list.muted.length === 0
        ? null
        : fill(
            words.attentionMuted,
            list.muted
              .map(
                ({ code, helpful, total }) =>
                  `${printSignal(words, code)} (${fill(words.attentionPrecision, helpful, total)})`,
              )
              .join(', '),
          ),
    empty: list.looked === 0 ? words.attentionNoDeals : fill(words.attentionEmptyBody, list.looked),
  };
};
