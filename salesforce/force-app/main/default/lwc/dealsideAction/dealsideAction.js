import { api, LightningElement } from 'lwc';

/** A quiet icon button that can be pressed (a thumb) or open something below it. */
export default class DealsideAction extends LightningElement {
  @api icon;
  @api label;
  @api disabled = false;
  /** True or false for a toggle, undefined for a plain button. */
  @api pressed;
  /** True or false when it opens something, undefined otherwise. */
  @api expanded;

  get buttonClass() {
    const isOn = this.pressed || this.expanded;
    return `slds-button slds-button_icon action${isOn ? ' is-on' : ''}`;
  }

  get ariaPressedText() {
    return this.pressed === undefined ? null : String(this.pressed);
  }

  get ariaExpandedText() {
    return this.expanded === undefined ? null : String(this.expanded);
  }

  @api
  focus() {
    this.template.querySelector('button').focus();
  }
}
