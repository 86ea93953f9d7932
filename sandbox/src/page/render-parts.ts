import { html } from 'hono/html';
import { formatDay, formatMoney } from './formats.ts';
import { type Html, renderIcon } from './layout.ts';
import type { ContactRow } from './read-people.ts';
import type { Activity, DealRow } from './read-salesforce.ts';

/** Parts marked so are read again after a change, while the panel beside them stays. */
export const part = (name: string, content: Html): Html => html`<div data-part="${name}">${content}</div>`;

export const renderPanel = (recordId: string, object = 'Opportunity'): Html => html`
  <aside class="demo-column-side" aria-label="Dealside">
    <div data-dealside-record="${recordId}" data-dealside-object="${object}"></div>
  </aside>
`;

/** What a record page begins with. */
export const renderHighlights = (options: {
  object: string;
  icon: string;
  title: string;
  fields: readonly [label: string, value: string | null | undefined][];
  actions?: Html;
}): Html => html`
  <section class="slds-card highlights" aria-label="Highlights">
    <div class="demo-highlights-top">
      <span class="demo-object-icon demo-object-icon_${options.icon}">${renderIcon('standard', options.icon, 'slds-icon')}</span>
      <div>
        <p class="slds-text-body_small">${options.object}</p>
        <h1 class="demo-highlights-title">${options.title}</h1>
      </div>
    </div>
    <dl class="demo-highlights-fields">
      ${options.fields.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value || '–'}</dd></div>`)}
    </dl>
  </section>
`;

export type Tab = { id: string; title: string; content: Html };

export const renderTabs = (tabs: readonly Tab[]): Html => html`
  <section class="slds-card demo-tabs" data-tabs aria-label="Record">
    <div class="demo-tabs-bar" role="tablist" aria-label="Record">
      ${tabs.map(
        ({ id, title }, index) =>
          html`<button role="tab" id="tab-${id}" aria-controls="panel-${id}" aria-selected="${String(index === 0)}" tabindex="${index === 0 ? '0' : '-1'}">${title}</button>`,
      )}
    </div>
    ${tabs.map(
      ({ id, content }, index) =>
        html`<div role="tabpanel" id="panel-${id}" aria-labelledby="tab-${id}" ${index === 0 ? '' : 'hidden'}>${part(`tab-${id}`, content)}</div>`,
    )}
  </section>
`;

const activityIcons = { email: 'email', task: 'task', event: 'event' } as const;

export const renderTimeline = (activities: readonly Activity[]): Html => {
  const open = activities.filter(({ isOpen }) => isOpen);
  const past = activities.filter(({ isOpen }) => !isOpen);
  const renderGroup = (title: string, group: readonly Activity[]) =>
    group.length === 0
      ? ''
      : html`<h3 class="demo-timeline-title">${title}</h3>
        <ul class="demo-timeline">${group.map(
          (activity) => html`<li class="demo-timeline-item">
            <span class="demo-timeline-icon demo-timeline-icon_${activity.kind}">${renderIcon('standard', activityIcons[activity.kind], 'slds-icon')}</span>
            <details>
              <summary><span class="demo-timeline-subject">${activity.subject}</span><span class="demo-timeline-date">${formatDay(activity.at)}</span></summary>
              <p class="demo-timeline-text">${activity.text}</p>
            </details>
            <p class="demo-timeline-who">${activity.who}</p>
          </li>`,
        )}</ul>`;
  if (activities.length === 0) return html`<p class="demo-none">No activity yet.</p>`;
  return html`${renderGroup('Upcoming & Overdue', open)} ${renderGroup('Past', past)}`;
};

export const renderDetails = (fields: readonly [string, string | number | null | undefined][]): Html =>
  html`<dl class="demo-details">${fields.map(
    ([label, value]) => html`<div class="demo-details-field"><dt>${label}</dt><dd>${value || '–'}</dd></div>`,
  )}</dl>`;

export const renderDealList = (deals: readonly DealRow[]): Html =>
  deals.length === 0
    ? html`<p class="demo-none">No opportunity that you may see.</p>`
    : html`<ul class="demo-contacts">${deals.map(
        (deal) => html`<li>
          <a href="/opportunities/${deal.Id}"><strong>${deal.Name}</strong></a>
          <p>${[deal.StageName, formatMoney(deal.Amount, deal.CurrencyIsoCode), formatDay(deal.CloseDate)].filter(Boolean).join(' · ')}</p>
        </li>`,
      )}</ul>`;

export const renderContactList = (contacts: readonly (ContactRow & { note?: string })[]): Html =>
  contacts.length === 0
    ? html`<p class="demo-none">No contact yet.</p>`
    : html`<ul class="demo-contacts">${contacts.map(
        ({ Id, Name, Title, note }) => html`<li>
          <a href="/contacts/${Id}"><strong>${Name}</strong></a>
          <p>${[note, Title].filter(Boolean).join(' · ')}</p>
        </li>`,
      )}</ul>`;

/** Whom a mail can be logged from or to. */
export type MailPerson = { name: string; address: string };

/** As Lightning's own "Log an email": written by the user who is signed in, into Salesforce alone. */
export const renderMailForm = (action: string, people: readonly MailPerson[]): Html =>
  people.length === 0
    ? html``
    : html`<details class="demo-form">
      <summary class="slds-button slds-button_neutral">Log a mail</summary>
      <form method="post" action="${action}" data-live>
        <label class="demo-field"><span>Direction</span>
          <select name="from" class="slds-select"><option value="them">From</option><option value="us">To</option></select></label>
        <label class="demo-field"><span>Person</span>
          <select name="person" class="slds-select">${people.map(({ name, address }, index) => html`<option value="${String(index)}">${name} (${address})</option>`)}</select></label>
        <label class="demo-field demo-field_wide"><span>Subject</span><input name="subject" class="slds-input" required /></label>
        <label class="demo-field demo-field_wide"><span>Text</span><textarea name="body" class="slds-textarea" rows="4" required></textarea></label>
        <button class="slds-button slds-button_brand">Log</button>
        <p class="demo-form-error" role="alert" hidden></p>
      </form>
    </details>`;
