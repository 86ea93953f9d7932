import { pause, readBrief, refreshBrief, startConnection, waitForJob } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { NavigationMixin } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

/** Ages grow while one reads. */
const clockMs = 15_000;
/** Looked for while somebody reads: soon where a new brief is on its way, seldom where nobody has moved for a while. */
const looksMs = { stale: 2_000, reading: 5_000, idle: 20_000, unknown: 10_000 };
/** So long after the last sign of life a page counts as read. */
const readingMs = 120_000;
/** A gateway that does not answer is asked less and less often, up to this. */
const slowestLookMs = 60_000;
/** After these there is nothing left that this user may see. */
const endsAccess = new Set(['not_permitted', 'record_not_found', 'crm_not_connected', 'session_missing']);
const signsOfLife = ['pointerdown', 'keydown', 'scroll', 'focus'];

/** The brief of the record on whose page it stands. */
export default class DealsidePanel extends NavigationMixin(LightningElement) {
  words = words;
  now = new Date();
  briefView = null;
  etag = null;
  lastViewedAt = undefined;
  errorCode = null;
  refreshError = null;
  isPreparing = false;
  isRefreshing = false;
  isConnecting = false;
  step = null;
  announcement = '';
  /** Counts the loads: a reply of an earlier one is dropped. */
  turn = 0;
  currentRecordId;
  currentObject;

  @api
  get recordId() {
    return this.currentRecordId;
  }

  set recordId(id) {
    if (id === this.currentRecordId) return;
    this.currentRecordId = id;
    if (this.isConnected) this.start();
  }

  @api
  get objectApiName() {
    return this.currentObject;
  }

  set objectApiName(name) {
    if (name === this.currentObject) return;
    this.currentObject = name;
    if (this.isConnected) this.start();
  }

  connectedCallback() {
    this.clock = setInterval(() => {
      this.now = new Date();
    }, clockMs);
    this.lookAgain = () => this.isConnecting && this.load();
    window.addEventListener('focus', this.lookAgain);
    this.noteLife = () => {
      this.lastLife = Date.now();
    };
    this.noteLife();
    for (const sign of signsOfLife) window.addEventListener(sign, this.noteLife, { passive: true, capture: true });
    this.start();
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    window.removeEventListener('focus', this.lookAgain);
    for (const sign of signsOfLife) window.removeEventListener(sign, this.noteLife, { capture: true });
    this.turn += 1;
  }

  get record() {
    return { system: 'salesforce', type: this.currentObject ?? 'Opportunity', id: this.currentRecordId };
  }

  get brief() {
    return this.briefView?.brief ?? null;
  }

  get sections() {
    return view.sections(this.brief, this.lastViewedAt ?? null, this.now);
  }

  get hasPeople() {
    return this.brief.people.length > 0;
  }

  get isEmpty() {
    return (
      this.brief.state === 'no_evidence' && this.brief.headline === null && this.sections.length === 0 && !this.hasDeals
    );
  }

  get hasDeals() {
    return (this.brief.deals ?? []).length > 0;
  }

  get headlineMark() {
    return this.briefView.marks.find(({ insightId }) => insightId === this.brief.headline.id);
  }

  get headlineWrite() {
    const { id } = this.brief.headline;
    return this.briefView.writes.find(({ insightId, kind }) => insightId === id && kind !== 'task') ?? null;
  }

  get busyText() {
    return String(this.brief === null && this.problem === null);
  }

  get notices() {
    const notices = [];
    if (this.isRefreshing)
      notices.push({ key: 'refreshing', icon: 'utility:sync', text: `${this.step ?? words.refreshing} …` });
    else if (this.refreshError) notices.push({ key: 'refresh', icon: 'utility:warning', text: this.refreshError });
    else if (this.briefView.isStale) {
      const age = view.formats.age(this.brief.madeAt, this.now);
      notices.push({ key: 'stale', icon: 'utility:clock', text: view.fill(words.staleBody, age) });
    }
    if (this.brief.madeBy.mode === 'extracts' && !this.isEmpty) {
      notices.push({ key: 'model', icon: 'utility:info', text: words.noModelBody });
    }
    return notices;
  }

  get problem() {
    if (this.errorCode === null) return null;
    const { sentence, isRetryable } = view.error(this.errorCode);
    switch (this.errorCode) {
      case 'crm_not_connected':
      case 'session_missing':
        return {
          icon: 'utility:link',
          heading: words.notConnectedTitle,
          body: words.notConnectedBody,
          actionLabel: words.connect,
          actionVariant: 'brand',
          footnote: this.isConnecting ? words.connecting : null,
        };
      case 'not_permitted':
        return { icon: 'utility:lock', heading: words.notPermittedTitle, body: sentence };
      case 'record_not_found':
        return {
          icon: 'utility:search',
          heading: words.notFoundTitle,
          body: sentence,
          actionLabel: words.retry,
        };
      default:
        return {
          icon: 'utility:warning',
          iconVariant: 'warning',
          heading: words.errorTitle,
          body: sentence,
          actionLabel: isRetryable ? words.retry : null,
        };
    }
  }

  start() {
    this.briefView = null;
    this.etag = null;
    this.lastViewedAt = undefined;
    return this.load();
  }

  /** Shows the ready brief, waits for the first one, or says why there is none. */
  async load() {
    const isWanted = this.takeTurn();
    this.errorCode = null;
    this.isPreparing = false;
    this.isRefreshing = false;
    this.refreshError = null;
    this.step = null;
    if (!this.currentRecordId) return;
    this.announcement = words.loading;
    try {
      const reply = await this.readReadyBrief(isWanted);
      if (!isWanted()) return;
      this.isConnecting = false;
      this.show(reply);
      await this.follow(isWanted);
    } catch (error) {
      if (!isWanted()) return;
      this.errorCode = error.code ?? 'internal';
      this.announcement = this.problem.heading;
      if (this.errorCode === 'record_not_found') this.lookForRecord(isWanted);
    } finally {
      if (isWanted()) this.isPreparing = false;
    }
  }

  /** A record that is not known yet is perhaps being read just now. */
  async lookForRecord(isWanted) {
    for (;;) {
      await pause(looksMs.unknown);
      if (!isWanted()) return;
      if (document.hidden) continue;
      const reply = await readBrief(this.record).catch(() => null);
      if (!isWanted()) return;
      if (reply === null) continue;
      this.load();
      return;
    }
  }

  takeTurn() {
    this.turn += 1;
    const { turn } = this;
    return () => turn === this.turn;
  }

  async readReadyBrief(isWanted) {
    for (;;) {
      const reply = await readBrief(this.record);
      if (!isWanted() || reply.status !== 202) return reply;
      this.isPreparing = true;
      this.announcement = words.preparingTitle;
      await waitForJob(reply.data.jobId, {
        isWanted,
        onProgress: ({ step }) => {
          this.step = step;
        },
      });
      if (!isWanted()) return reply;
    }
  }

  show({ data, etag }) {
    this.now = new Date();
    // The first answer says when this viewer looked before; later ones would say "just now".
    this.lastViewedAt = this.lastViewedAt === undefined ? data.lastViewedAt : this.lastViewedAt;
    this.briefView = data;
    this.etag = etag;
    this.announcement = view.header(data.brief, this.now).state.label;
  }

  /** Looks for news as long as the page is open and seen: a 304 costs next to nothing. Access that ends, ends here. */
  async follow(isWanted) {
    let failures = 0;
    for (;;) {
      await pause(Math.min(slowestLookMs, this.lookMs * 2 ** failures));
      if (!isWanted()) return;
      if (document.hidden || this.isRefreshing) continue;
      try {
        const reply = await readBrief(this.record, this.etag);
        if (!isWanted()) return;
        failures = 0;
        if (reply.status === 200) this.showNews(reply);
      } catch (error) {
        if (!isWanted()) return;
        if (endsAccess.has(error.code)) {
          this.briefView = null;
          throw error;
        }
        failures = Math.min(failures + 1, 4);
      }
    }
  }

  get lookMs() {
    if (this.briefView.isStale) return looksMs.stale;
    return Date.now() - this.lastLife < readingMs ? looksMs.reading : looksMs.idle;
  }

  showNews(reply) {
    const before = this.brief.id;
    this.show(reply);
    if (this.brief.id !== before) this.announcement = words.updated;
  }

  async refresh() {
    const isWanted = this.takeTurn();
    this.isRefreshing = true;
    this.refreshError = null;
    this.step = null;
    this.announcement = words.refreshing;
    try {
      const jobId = await refreshBrief(this.record);
      await waitForJob(jobId, {
        isWanted,
        onProgress: ({ step }) => {
          this.step = step;
        },
      });
      if (!isWanted()) return;
      const reply = await this.readReadyBrief(isWanted);
      if (!isWanted()) return;
      this.show(reply);
      this.isRefreshing = false;
    } catch (error) {
      if (!isWanted()) return;
      this.isRefreshing = false;
      this.refreshError = `${view.error(error.code).sentence} ${words.refreshFailed}`;
      this.announcement = this.refreshError;
    }
    await this.goOn(isWanted);
  }

  /** A new turn has ended the looking of the old one. */
  async goOn(isWanted) {
    try {
      await this.follow(isWanted);
    } catch (error) {
      if (!isWanted()) return;
      this.errorCode = error.code;
      this.announcement = this.problem.heading;
    }
  }

  solve() {
    const isConnection = this.errorCode === 'crm_not_connected' || this.errorCode === 'session_missing';
    return isConnection ? this.connect() : this.load();
  }

  async connect() {
    const isWanted = this.takeTurn();
    try {
      const url = await startConnection();
      if (!isWanted()) return;
      this.isConnecting = true;
      this[NavigationMixin.Navigate]({ type: 'standard__webPage', attributes: { url } });
    } catch (error) {
      if (isWanted()) this.errorCode = error.code ?? 'internal';
    }
  }
}
