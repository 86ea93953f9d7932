import { giveFeedback } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

const markers = {
  risk: { icon: 'utility:warning', variant: 'warning' },
  ask: { icon: 'utility:question' },
  next_step: { icon: 'utility:task' },
};
const noMark = { verdict: 'none', correction: null };

/** One claim: what it says, its sources, how sure it is, and what this viewer thinks of it. */
export default class DealsideClaim extends LightningElement {
  @api insight;
  /** The brief's evidence, in which `insight.cites` are numbers. */
  @api evidence = [];
  @api now;
  @api write = null;
  /** The task made of it, or null. */
  @api task = null;
  words = words;
  problem = null;
  isCorrecting = false;
  draft = '';
  currentMark = noMark;
  focusNext = null;
  /** Verdicts on their way: what the gateway says meanwhile is older. */
  givesUnderWay = 0;

  /** This viewer's verdict on it, or undefined. */
  @api
  get mark() {
    return this.currentMark;
  }

  set mark(mark) {
    if (this.givesUnderWay === 0) this.currentMark = mark ?? noMark;
  }

  renderedCallback() {
    if (this.focusNext === null) return;
    this.refs[this.focusNext]?.focus();
    this.focusNext = null;
  }

  get claim() {
    return view.claim(this.insight, this.evidence, this.now);
  }

  get text() {
    return this.currentMark.verdict === 'correct' ? this.currentMark.correction : this.insight.text;
  }

  get original() {
    return this.currentMark.verdict === 'correct' ? view.fill(words.originalWording, this.insight.text) : null;
  }

  get notes() {
    const { notes } = this.claim;
    const shown = this.currentMark.verdict === 'correct' ? [words.corrected, ...notes.slice(1)] : notes;
    // Lines break between the notes and not within one.
    return shown.map((note) => note.replaceAll(' ', '\u00a0')).join(' · ');
  }

  get notesClass() {
    return this.claim.isOverdue ? 'notes notes_overdue' : 'notes';
  }

  get isHeadline() {
    return this.insight.kind === 'headline';
  }

  get claimClass() {
    return this.isHeadline ? 'claim claim_headline' : 'claim';
  }

  get marker() {
    return markers[this.insight.kind] ?? null;
  }

  get actionsLabel() {
    return view.fill(words.actionsFor, this.text);
  }

  get dismissedText() {
    return view.fill(words.dismissed, this.text);
  }

  get canDismiss() {
    return !this.isHeadline;
  }

  get canBecomeTask() {
    return this.insight.kind === 'next_step' || this.insight.kind === 'ask';
  }

  get lineClass() {
    return this.canBecomeTask ? 'line line_task' : 'line';
  }

  get isUp() {
    return this.currentMark.verdict === 'up';
  }

  get isDown() {
    return this.currentMark.verdict === 'down';
  }

  get isDismissed() {
    return this.currentMark.verdict === 'dismiss';
  }

  thumbUp() {
    return this.give(this.isUp ? noMark : { verdict: 'up', correction: null });
  }

  thumbDown() {
    return this.give(this.isDown ? noMark : { verdict: 'down', correction: null });
  }

  dismiss() {
    this.focusNext = 'undismiss';
    return this.give({ verdict: 'dismiss', correction: null });
  }

  undismiss() {
    this.focusNext = 'dismiss';
    return this.give(noMark);
  }

  toggleCorrection() {
    if (this.isCorrecting) return this.cancelCorrection();
    this.draft = this.text;
    this.isCorrecting = true;
    this.focusNext = 'draft';
    return undefined;
  }

  keepDraft(event) {
    this.draft = event.detail.value ?? '';
  }

  handleCorrectionKey(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.cancelCorrection();
  }

  cancelCorrection() {
    this.isCorrecting = false;
    this.refs.correct.focus();
  }

  async saveCorrection() {
    const correction = this.draft.trim();
    if (correction === '' || correction === this.text) return this.cancelCorrection();
    this.cancelCorrection();
    return this.give({ verdict: 'correct', correction });
  }

  /** Shown at once; taken back when the gateway does not take it. */
  async give(mark) {
    const before = this.currentMark;
    this.problem = null;
    this.currentMark = mark;
    this.givesUnderWay += 1;
    try {
      await giveFeedback(this.insight.id, mark.verdict, mark.correction ?? undefined);
    } catch (error) {
      if (this.currentMark === mark) this.currentMark = before;
      this.problem = view.error(error.code).sentence;
    } finally {
      this.givesUnderWay -= 1;
    }
  }
}
