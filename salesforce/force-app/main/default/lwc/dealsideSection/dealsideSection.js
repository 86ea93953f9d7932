import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

/** So many claims are shown before "Show more": a panel is read, not searched. */
const firstClaims = 3;

export default class DealsideSection extends LightningElement {
  @api section;
  @api evidence = [];
  @api marks = [];
  @api writes = [];
  @api now;
  isUnfolded = false;
  showsAll = false;
  showsDismissed = false;

  get isOpen() {
    return !this.section.isFolded || this.isUnfolded;
  }

  get expandedText() {
    return String(this.isOpen);
  }

  get showsAllText() {
    return String(this.showsAll);
  }

  get showsDismissedText() {
    return String(this.showsDismissed);
  }

  get foldIcon() {
    return this.isOpen ? 'utility:chevrondown' : 'utility:chevronright';
  }

  get all() {
    return this.section.insights.map((insight) => ({
      insight,
      mark: this.marks.find(({ insightId }) => insightId === insight.id),
      write: this.writeOf(insight, 'insight'),
      task: this.writeOf(insight, 'task'),
    }));
  }

  /** A write without a kind is the insight's own: from before there were tasks. */
  writeOf(insight, kind) {
    return this.writes.find((write) => write.insightId === insight.id && (write.kind ?? 'insight') === kind) ?? null;
  }

  get kept() {
    return this.all.filter(({ mark }) => mark?.verdict !== 'dismiss');
  }

  get claims() {
    const kept = this.showsAll ? this.kept : this.kept.slice(0, firstClaims);
    return this.showsDismissed ? [...kept, ...this.all.filter(({ mark }) => mark?.verdict === 'dismiss')] : kept;
  }

  get more() {
    const hidden = this.kept.length - firstClaims;
    if (hidden <= 0) return null;
    return this.showsAll ? words.showLess : view.fill(words.showMore, hidden);
  }

  get dismissed() {
    const count = this.all.length - this.kept.length;
    return count === 0 ? null : view.fill(words.dismissedCount, count);
  }

  toggle() {
    this.isUnfolded = !this.isUnfolded;
  }

  toggleAll() {
    this.showsAll = !this.showsAll;
  }

  toggleDismissed() {
    this.showsDismissed = !this.showsDismissed;
  }
}
