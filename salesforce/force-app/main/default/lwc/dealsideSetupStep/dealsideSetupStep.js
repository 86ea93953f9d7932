import { api, LightningElement } from 'lwc';

const icons = {
  ok: { name: 'utility:success', variant: 'success' },
  attention: { name: 'utility:warning', variant: 'warning' },
  failed: { name: 'utility:error', variant: 'error' },
  unknown: { name: 'utility:routing_offline', variant: null },
};

/** One step: how it stands, what to do, and the button that does it where one can. */
export default class DealsideSetupStep extends LightningElement {
  @api step;

  get icon() {
    return icons[this.step.state];
  }

  get hasPercent() {
    return this.step.percent !== null;
  }

  act() {
    this.dispatchEvent(new CustomEvent('act', { detail: { action: this.step.action } }));
  }
}
