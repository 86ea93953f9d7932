import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

/** Where the brief comes from: model, prompt, evidence, when, and what did not hold. */
export default class DealsideWhy extends LightningElement {
  @api brief;
  @api now;
  words = words;
  isOpen = false;

  get expandedText() {
    return String(this.isOpen);
  }

  get made() {
    return view.made(this.brief, this.now);
  }

  get rows() {
    return view.why(this.brief, this.now);
  }

  toggle() {
    this.isOpen = !this.isOpen;
  }
}
