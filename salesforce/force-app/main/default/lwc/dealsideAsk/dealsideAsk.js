import { askInsight, createKey, waitForJob } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

const labels = { Account: 'askLabelAccount', Contact: 'askLabelContact', Lead: 'askLabelLead' };

/**
 * Asks about the record; questions follow each other in a thread. Only the last question may still be under way: an
 * earlier answer that comes late is dropped.
 */
export default class DealsideAsk extends LightningElement {
  @api now;
  words = words;
  question = '';
  /** `{ key, asked, reply, problem }`, oldest first. */
  exchanges = [];
  isAsking = false;
  step = words.asking;
  threadId = null;
  turn = 0;
  currentRecord;

  /** The `RecordReference` to ask about; another one begins anew. */
  @api
  get record() {
    return this.currentRecord;
  }

  set record(record) {
    if (this.currentRecord?.id !== record?.id) this.startOver();
    this.currentRecord = record;
  }

  disconnectedCallback() {
    this.turn += 1;
  }

  get label() {
    return words[labels[this.currentRecord?.type] ?? 'askLabel'];
  }

  get placeholder() {
    return this.hasAnswer ? words.askFollowUp : words.askPlaceholder;
  }

  get hasAnswer() {
    return this.exchanges.some(({ reply }) => reply !== null);
  }

  get canStartOver() {
    return this.exchanges.length > 0 && !this.isAsking;
  }

  get rows() {
    return this.exchanges.map(({ key, asked, reply, problem }, index) => {
      const isLast = index === this.exchanges.length - 1;
      return {
        key,
        asked,
        problem,
        isAsking: isLast && this.isAsking,
        answer: reply === null ? null : this.print(reply),
      };
    });
  }

  print(reply) {
    const answer = view.answer(reply, this.now);
    return { ...answer, sentences: answer.sentences.map((sentence, index) => ({ ...sentence, key: index })) };
  }

  get busyText() {
    return String(this.isAsking);
  }

  keepQuestion(event) {
    this.question = event.detail.value ?? '';
  }

  handleKey(event) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.ask();
  }

  submit(event) {
    event.preventDefault();
    this.ask();
  }

  startOver() {
    this.turn += 1;
    this.exchanges = [];
    this.isAsking = false;
    this.question = '';
    this.threadId = null;
  }

  ask() {
    const question = this.question.trim();
    if (question === '') return undefined;
    this.question = '';
    return this.send(question);
  }

  askAgain() {
    const { asked } = this.exchanges.at(-1);
    this.exchanges = this.exchanges.slice(0, -1);
    return this.send(asked);
  }

  async send(question) {
    this.turn += 1;
    const { turn } = this;
    const isWanted = () => turn === this.turn;
    this.threadId ??= createKey();
    // What was asked and not answered in time says nothing to the next question.
    const earlier = this.exchanges.filter(({ reply }) => reply !== null);
    const exchange = { key: createKey(), asked: question, reply: null, problem: null };
    this.exchanges = [...earlier, exchange];
    this.isAsking = true;
    this.step = words.asking;
    try {
      const jobId = await askInsight(this.currentRecord, question, {
        threadId: this.threadId,
        idempotencyKey: exchange.key,
      });
      const job = await waitForJob(jobId, {
        isWanted,
        onProgress: ({ step }) => {
          this.step = step ?? words.asking;
        },
      });
      if (isWanted()) this.exchanges = [...earlier, { ...exchange, reply: job.answer }];
    } catch (error) {
      if (isWanted()) this.exchanges = [...earlier, { ...exchange, problem: view.error(error.code) }];
    } finally {
      if (isWanted()) this.isAsking = false;
    }
  }
}
