import { NavigationMixin } from 'lightning/navigation';
import { api, LightningElement } from 'lwc';

/** A link to a record, as the page it stands on opens records: in place, in a console tab, in the phone app. */
export default class DealsideRecordLink extends NavigationMixin(LightningElement) {
  @api recordId;
  @api objectName;
  @api label;
  href = '#';

  connectedCallback() {
    this[NavigationMixin.GenerateUrl](this.page).then((url) => {
      this.href = url;
    });
  }

  get page() {
    return {
      type: 'standard__recordPage',
      attributes: { recordId: this.recordId, objectApiName: this.objectName, actionName: 'view' },
    };
  }

  open(event) {
    // A new tab is the browser's own business.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this[NavigationMixin.Navigate](this.page);
  }
}
