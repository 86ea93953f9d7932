import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

/** Title, stage and amount; state; how fresh each source is; refresh. */
export default class DealsideHeader extends LightningElement {
  @api brief;
  @api now;
  @api isRefreshing = false;
  words = words;

  get header() {
    return view.header(this.brief, this.now);
  }

  get badgeClass() {
    return `badge badge_${this.header.state.tone}`;
  }

  get refreshLabel() {
    return this.isRefreshing ? words.refreshing : words.refresh;
  }

  refresh() {
    this.dispatchEvent(new CustomEvent('refresh'));
  }
}
