// Puts the real components wherever the page has a place for them, as Lightning Experience would.
import '@lwc/synthetic-shadow';
import DealsideCrmAsk from 'c/dealsideCrmAsk';
import DealsidePanel from 'c/dealsidePanel';
import { createElement } from 'lwc';

for (const place of document.querySelectorAll('[data-dealside-record]')) {
  const panel = createElement('c-dealside-panel', { is: DealsidePanel });
  panel.recordId = place.dataset.dealsideRecord;
  panel.objectApiName = place.dataset.dealsideObject;
  place.replaceChildren(panel);
}
for (const place of document.querySelectorAll('[data-dealside-crm-ask]'))
  place.replaceChildren(createElement('c-dealside-crm-ask', { is: DealsideCrmAsk }));
document.documentElement.dataset.panel = 'ready';
