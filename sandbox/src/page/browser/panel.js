// Puts the real components wherever the page has a place for them, as Lightning Experience would.
import '@lwc/synthetic-shadow';
import DealsideCrmAsk from 'c/dealsideCrmAsk';
import DealsidePanel from 'c/dealsidePanel';
import DealsideToday from 'c/dealsideToday';
import { createElement } from 'lwc';

for (const place of document.querySelectorAll('[data-dealside-record]')) {
  const panel = createElement('c-dealside-panel', { is: DealsidePanel });
  panel.recordId = place.dataset.dealsideRecord;
  panel.objectApiName = place.dataset.dealsideObject;
  place.replaceChildren(panel);
}
for (const place of document.querySelectorAll('[data-dealside-crm-ask]'))
  place.replaceChildren(createElement('c-dealside-crm-ask', { is: DealsideCrmAsk }));
/** A utility is made when it is opened for the first time. */
document.addEventListener('demo:open-utility', () => {
  for (const place of document.querySelectorAll('[data-dealside-today]:empty'))
    place.replaceChildren(createElement('c-dealside-today', { is: DealsideToday }));
});
for (const place of document.querySelectorAll('[data-dealside-today-open]'))
  place.replaceChildren(createElement('c-dealside-today', { is: DealsideToday }));
document.documentElement.dataset.panel = 'ready';
