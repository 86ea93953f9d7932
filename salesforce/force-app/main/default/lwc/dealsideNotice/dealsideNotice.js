import { api, LightningElement } from 'lwc';

/** What stands in the panel's place when there is no brief to show. */
export default class DealsideNotice extends LightningElement {
  @api icon;
  @api iconVariant;
  @api heading;
  @api body;
  @api footnote;
  @api actionLabel;
  @api actionVariant = 'neutral';

  act() {
    this.dispatchEvent(new CustomEvent('act'));
  }
}
