import { runDoctor, startConnection, startSync, waitForJob } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { NavigationMixin } from 'lightning/navigation';
import { LightningElement } from 'lwc';

const notSignedIn = new Set(['session_missing', 'session_expired', 'crm_not_connected']);
const clockMs = 30_000;

/** Where an administrator sees how each part of Dealside stands in this org, and what to do about it. */
export default class DealsideSetup extends NavigationMixin(LightningElement) {
  words = words;
  now = new Date();
  report = null;
  errorCode = null;
  isChecking = false;
  isReading = false;
  /** 0..100; null: not told. */
  readingPercent = null;
  readingStep = null;
  announcement = '';
  turn = 0;

  connectedCallback() {
    this.clock = setInterval(() => {
      this.now = new Date();
    }, clockMs);
    // Whoever comes back from setting something up sees at once whether it helped.
    this.lookAgain = () => this.check();
    window.addEventListener('focus', this.lookAgain);
    this.check();
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    window.removeEventListener('focus', this.lookAgain);
    this.turn += 1;
  }

  get isFirstLook() {
    return this.report === null && this.errorCode === null;
  }

  get isForAdministrators() {
    return this.errorCode === 'role_required';
  }

  /** The steps that this page sees for itself, then what the gateway found. */
  get steps() {
    const isReached = this.errorCode !== 'unreachable';
    const isSignedIn = isReached && !notSignedIn.has(this.errorCode);
    const isOther = this.errorCode === 'not_permitted';
    const own = [
      { code: 'reach', state: isReached ? 'ok' : 'failed', values: [] },
      { code: 'sign_in', state: isSignedIn ? 'ok' : isReached ? 'failed' : 'unknown', values: [] },
      { code: 'org', state: isOther ? 'failed' : isSignedIn ? 'ok' : 'unknown', values: [] },
    ];
    return [...own, ...(this.report?.findings ?? [])]
      .map((finding) => view.setupStep(finding))
      .filter((step) => step !== null)
      .map((step) => this.withAction(step));
  }

  get summary() {
    const done = this.steps.filter(({ state }) => state === 'ok').length;
    return done === this.steps.length && this.report !== null
      ? words.setupDone
      : view.fill(words.setupOpen, done, this.steps.length);
  }

  get percent() {
    return Math.round((100 * this.steps.filter(({ state }) => state === 'ok').length) / this.steps.length);
  }

  get checkedText() {
    return this.report === null ? '' : view.fill(words.setupCheckedAt, view.formats.age(this.report.at, this.now));
  }

  /** An error that is none of the steps'. */
  get otherError() {
    const isAStep = ['unreachable', 'not_permitted'].includes(this.errorCode) || notSignedIn.has(this.errorCode);
    return this.errorCode === null || isAStep ? null : view.error(this.errorCode).sentence;
  }

  withAction(step) {
    const isToConnect = (step.code === 'sign_in' || step.code === 'connection') && step.state === 'failed';
    const isToRead = step.code === 'first_load' && (step.state === 'unknown' || step.state === 'failed');
    const isReading = step.code === 'first_load' && this.isReading;
    return {
      ...step,
      text: isReading ? view.fill(words.setupFirstLoadAttention, this.readingStep ?? '…') : step.text,
      percent: isReading ? this.readingPercent : null,
      action: isToConnect ? 'connect' : isToRead && !isReading ? 'read' : null,
      actionLabel: isToConnect ? words.connect : isToRead && !isReading ? words.setupFirstLoadStart : null,
    };
  }

  async check() {
    if (this.isChecking) return;
    this.turn += 1;
    const { turn } = this;
    this.isChecking = true;
    this.announcement = words.setupChecking;
    try {
      const report = await runDoctor();
      if (turn !== this.turn) return;
      this.report = report;
      this.errorCode = null;
    } catch (error) {
      if (turn !== this.turn) return;
      this.errorCode = error.code ?? 'internal';
    } finally {
      this.isChecking = false;
    }
    this.now = new Date();
    this.announcement = this.otherError ?? this.summary;
  }

  act({ detail: { action } }) {
    return action === 'connect' ? this.connect() : this.readEverything();
  }

  async connect() {
    try {
      this[NavigationMixin.Navigate]({ type: 'standard__webPage', attributes: { url: await startConnection() } });
    } catch (error) {
      this.errorCode = error.code ?? 'internal';
    }
  }

  async readEverything() {
    this.isReading = true;
    this.readingPercent = null;
    this.readingStep = null;
    try {
      await waitForJob(await startSync(), {
        isWanted: () => this.isConnected,
        onProgress: ({ progress, step }) => {
          this.readingPercent = progress === null ? null : Math.round(100 * progress);
          this.readingStep = step;
        },
      });
    } catch (error) {
      // A reading outlasts whoever looks on: how it stands, the next check says.
      if (error.code !== 'timed_out') this.errorCode = error.code ?? 'internal';
    } finally {
      this.isReading = false;
    }
    await this.check();
  }
}
