import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

/** So many deals are shown before "Show more". */
const firstDeals = 4;

/** The deals of an account, of a contact or of a converted lead: how each stands, and why. */
export default class DealsideDeals extends LightningElement {
  @api deals = [];
  @api evidence = [];
  @api now;
  words = words;
  showsAll = false;

  get rows() {
    const shown = this.showsAll ? this.deals : this.deals.slice(0, firstDeals);
    return shown.map((deal) => {
      const row = view.deal(deal, this.evidence, this.now);
      return { ...row, badgeClass: `badge badge_${row.state.tone}` };
    });
  }

  get more() {
    const hidden = this.deals.length - firstDeals;
    if (hidden <= 0) return null;
    return this.showsAll ? words.showLess : view.fill(words.showMore, hidden);
  }

  get showsAllText() {
    return String(this.showsAll);
  }

  toggleAll() {
    this.showsAll = !this.showsAll;
  }
}
