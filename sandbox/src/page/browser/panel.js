// Puts the real record-page component wherever the page has a place for it, as Lightning Experience would.
import '@lwc/synthetic-shadow';
import DealsidePanel from 'c/dealsidePanel';
import { createElement } from 'lwc';

for (const place of document.querySelectorAll('[data-dealside-record]')) {
  const panel = createElement('c-dealside-panel', { is: DealsidePanel });
  panel.recordId = place.dataset.dealsideRecord;
  panel.objectApiName = place.dataset.dealsideObject;
  place.replaceChildren(panel);
}
document.documentElement.dataset.panel = 'ready';
