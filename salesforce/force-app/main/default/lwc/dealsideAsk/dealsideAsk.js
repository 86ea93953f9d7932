import { askInsight, createKey, waitForJob } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

/** Asks about the record. Only the last question's answer is ever shown: an earlier one that comes late is dropped. */
export default class DealsideAsk extends LightningElement {
  @api now;
  words = words;
  question = '';
  asked = null;
  reply = null;
  problem = null;
  isAsking = false;
  step = words.asking;
  turn = 0;
  currentRecord;

  /** The `RecordReference` to ask about; another one begins anew. */
  @api
  get record() {
    return this.currentRecord;
  }

  set record(record) {
    if (this.currentRecord?.id !== record?.id) {
      this.turn += 1;
      this.asked = null;
      this.isAsking = false;
      this.question = '';
    }
    this.currentRecord = record;
  }

  disconnectedCallback() {
    this.turn += 1;
  }

  get answer() {
    if (this.reply === null) return null;
    const answer = view.answer(this.reply, this.now);
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

  ask() {
    const question = this.question.trim();
    return question === '' ? undefined : this.send(question);
  }

  askAgain() {
    return this.send(this.asked);
  }

  async send(question) {
    this.turn += 1;
    const { turn } = this;
    const isWanted = () => turn === this.turn;
    this.asked = question;
    this.isAsking = true;
    this.reply = null;
    this.problem = null;
    this.step = words.asking;
    try {
      const jobId = await askInsight(this.currentRecord, question, createKey());
      const job = await waitForJob(jobId, {
        isWanted,
        onProgress: ({ step }) => {
          this.step = step ?? words.asking;
        },
      });
      if (isWanted()) this.reply = job.answer;
    } catch (error) {
      if (isWanted()) this.problem = view.error(error.code);
    } finally {
      if (isWanted()) this.isAsking = false;
    }
  }
}
