import { api, LightningElement } from 'lwc';

/** A sentence with its [n]; each opens its source right below the sentence, one at a time. */
export default class DealsideCited extends LightningElement {
  @api text;
  /** `{ number, label, evidence }[]` as the view prints them. */
  @api cites = [];
  @api now;
  @api isStrong = false;
  openId = null;

  get textClass() {
    return this.isStrong ? 'sentence sentence_strong' : 'sentence';
  }

  get buttons() {
    return this.cites.map(({ number, label, evidence }) => {
      const isOpen = evidence.id === this.openId;
      return {
        key: evidence.id,
        number,
        label,
        expanded: String(isOpen),
        className: isOpen ? 'cite cite_open' : 'cite',
      };
    });
  }

  /** A list of one, so that another source is another element and not the old one with new words. */
  get opened() {
    return this.cites.filter(({ evidence }) => evidence.id === this.openId).map(({ evidence }) => evidence);
  }

  toggle(event) {
    const { id } = event.currentTarget.dataset;
    this.openId = this.openId === id ? null : id;
  }

  close() {
    const id = this.openId;
    this.openId = null;
    const buttons = [...this.template.querySelectorAll('button.cite')];
    buttons.find((button) => button.dataset.id === id)?.focus();
  }
}
