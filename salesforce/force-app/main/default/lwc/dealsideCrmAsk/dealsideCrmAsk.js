import { askCrm, createKey, startConnection, waitForJob } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { NavigationMixin } from 'lightning/navigation';
import { LightningElement } from 'lwc';

const examples = [words.crmExampleDeals, words.crmExampleQuiet, words.crmExampleStages];

/** Asks the CRM in plain words. Only the last question's answer is ever shown: an earlier one that comes late is dropped. */
export default class DealsideCrmAsk extends NavigationMixin(LightningElement) {
  words = words;
  question = '';
  asked = null;
  /** The query that was sent in place of the question, or null. */
  sentQuery = null;
  answer = null;
  errorCode = null;
  isAsking = false;
  isConnecting = false;
  isQueryOpen = false;
  draft = '';
  step = words.crmAsking;
  turn = 0;

  connectedCallback() {
    // Who comes back from signing in finds the question asked again.
    this.askAgain = () => this.isConnecting && this.send(this.asked, this.sentQuery);
    window.addEventListener('focus', this.askAgain);
  }

  disconnectedCallback() {
    window.removeEventListener('focus', this.askAgain);
    this.turn += 1;
  }

  get busyText() {
    return String(this.isAsking);
  }

  get problem() {
    if (this.errorCode === null) return null;
    if (this.errorCode === 'crm_not_connected') {
      return {
        heading: words.notConnectedTitle,
        body: this.isConnecting ? words.connecting : words.crmConnectBody,
        actionLabel: words.connect,
      };
    }
    const { sentence, isRetryable } = view.error(this.errorCode);
    return { heading: words.crmErrorTitle, body: sentence, actionLabel: isRetryable ? words.retry : null };
  }

  get result() {
    return this.answer && this.answer.refused === null ? this.answer : null;
  }

  get refusal() {
    return this.answer?.refusal ?? null;
  }

  get hasRows() {
    return this.answer.rows.length > 0;
  }

  get tableLabel() {
    return view.fill(words.crmAnswer, this.asked);
  }

  get examples() {
    if (this.isAsking || this.problem) return [];
    if (this.asked === null) return examples;
    return this.refusal?.examples ?? [];
  }

  get hasExamples() {
    return this.examples.length > 0;
  }

  get hasQuery() {
    return !this.isAsking && this.draft !== '';
  }

  get queryOpenText() {
    return String(this.isQueryOpen);
  }

  get queryIcon() {
    return this.isQueryOpen ? 'utility:chevrondown' : 'utility:chevronright';
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
    return question === '' ? undefined : this.send(question, null);
  }

  askExample(event) {
    this.question = event.currentTarget.dataset.question;
    return this.send(this.question, null);
  }

  toggleQuery() {
    this.isQueryOpen = !this.isQueryOpen;
  }

  keepDraft(event) {
    this.draft = event.detail.value ?? '';
  }

  runQuery() {
    const query = this.draft.trim();
    return query === '' ? undefined : this.send(this.asked, query);
  }

  async solve() {
    if (this.errorCode !== 'crm_not_connected') return this.send(this.asked, this.sentQuery);
    try {
      const url = await startConnection();
      this.isConnecting = true;
      this[NavigationMixin.Navigate]({ type: 'standard__webPage', attributes: { url } });
    } catch (error) {
      this.errorCode = error.code;
    }
    return undefined;
  }

  async send(question, query) {
    this.turn += 1;
    const { turn } = this;
    const isWanted = () => turn === this.turn;
    this.asked = question;
    this.sentQuery = query;
    this.isAsking = true;
    this.answer = null;
    this.errorCode = null;
    this.step = words.crmAsking;
    try {
      const jobId = await askCrm(question, query, createKey());
      const job = await waitForJob(jobId, {
        isWanted,
        onProgress: ({ step }) => {
          this.step = step ?? words.crmAsking;
        },
      });
      if (!isWanted()) return;
      this.isConnecting = false;
      await this.take(job.crmAnswer);
    } catch (error) {
      if (isWanted()) this.errorCode = error.code;
    } finally {
      if (isWanted()) this.isAsking = false;
    }
  }

  /** The rows, each with the address of its record. */
  async take(reply) {
    const { turn } = this;
    const answer = view.crmAnswer(reply, new Date());
    const urls = await Promise.all(answer.rows.map(({ recordId }) => this.addressOf(recordId)));
    if (turn !== this.turn) return;
    this.answer = {
      ...answer,
      refused: reply.refused,
      rows: answer.rows.map((row, index) => ({
        ...row,
        cells: row.cells.map((cell) => ({
          ...cell,
          url: cell.isFirst ? urls[index] : null,
          className: cell.isNumber ? 'cell number' : 'cell',
        })),
      })),
      columns: answer.columns.map((column) => ({ ...column, className: column.isNumber ? 'head number' : 'head' })),
    };
    // An edited query that was refused stays as it was written.
    if (answer.query !== null) this.draft = answer.query;
    if (this.sentQuery === null && answer.query === null) this.draft = '';
  }

  async addressOf(recordId) {
    if (recordId === null) return null;
    return this[NavigationMixin.GenerateUrl]({
      type: 'standard__recordPage',
      attributes: { recordId, actionName: 'view' },
    });
  }
}
