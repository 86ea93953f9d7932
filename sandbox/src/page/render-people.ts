import { html } from 'hono/html';
import { formatDay, formatMoment } from './formats.ts';
import type { Html } from './layout.ts';
import type { Account, Contact, ContactRow, Lead } from './read-people.ts';
import type { Activity, DealRow, InsightRow } from './read-salesforce.ts';
import { renderInsights } from './render-deal.ts';
import {
  part,
  renderContactList,
  renderDealList,
  renderDetails,
  renderHighlights,
  renderMailForm,
  renderPanel,
  renderTabs,
  renderTimeline,
  type Tab,
} from './render-parts.ts';

const renderRecord = (options: {
  id: string;
  object: 'Account' | 'Contact' | 'Lead';
  highlights: Html;
  actions: Html;
  insights: readonly InsightRow[];
  tabs: readonly Tab[];
}): Html => html`
  ${part('highlights', options.highlights)}
  <div class="demo-columns">
    <div class="demo-column-main">
      ${options.actions} ${part('insights', renderInsights(options.insights))} ${renderTabs(options.tabs)}
    </div>
    ${renderPanel(options.id, options.object)}
  </div>
`;

export const renderAccount = (page: {
  account: Account;
  deals: readonly DealRow[];
  contacts: readonly ContactRow[];
  activities: readonly Activity[];
  insights: readonly InsightRow[];
}): Html => {
  const { account, deals, contacts } = page;
  return renderRecord({
    id: account.Id,
    object: 'Account',
    insights: page.insights,
    highlights: renderHighlights({
      object: 'Account',
      icon: 'account',
      title: account.Name,
      fields: [
        ['Industry', account.Industry],
        ['Country', account.BillingCountry],
        ['Employees', account.NumberOfEmployees === null ? null : String(account.NumberOfEmployees)],
        ['Account Owner', account.Owner?.Name],
      ],
    }),
    actions: html``,
    tabs: [
      { id: 'deals', title: `Opportunities (${deals.length})`, content: renderDealList(deals) },
      { id: 'contacts', title: `Contacts (${contacts.length})`, content: renderContactList(contacts) },
      { id: 'activity', title: 'Activity', content: renderTimeline(page.activities) },
    ],
  });
};

export const renderContact = (page: {
  contact: Contact;
  deals: readonly DealRow[];
  activities: readonly Activity[];
  insights: readonly InsightRow[];
}): Html => {
  const { contact, deals } = page;
  return renderRecord({
    id: contact.Id,
    object: 'Contact',
    insights: page.insights,
    highlights: renderHighlights({
      object: 'Contact',
      icon: 'contact',
      title: contact.Name,
      fields: [
        ['Title', contact.Title],
        ['Account Name', contact.Account?.Name],
        ['Email', contact.Email],
        ['Phone', contact.Phone],
      ],
    }),
    actions: contact.AccountId
      ? html`<section class="slds-card demo-actions" aria-label="Actions"><a class="slds-button slds-button_neutral" href="/accounts/${contact.AccountId}">Open the account</a></section>`
      : html``,
    tabs: [
      { id: 'deals', title: `Opportunities (${deals.length})`, content: renderDealList(deals) },
      { id: 'activity', title: 'Activity', content: renderTimeline(page.activities) },
    ],
  });
};

const leadStatuses = ['Open - Not Contacted', 'Working - Contacted', 'Closed - Not Converted'];

export const renderLead = (page: {
  lead: Lead;
  deal: DealRow | null;
  activities: readonly Activity[];
  insights: readonly InsightRow[];
}): Html => {
  const { lead, deal } = page;
  return renderRecord({
    id: lead.Id,
    object: 'Lead',
    insights: page.insights,
    highlights: renderHighlights({
      object: 'Lead',
      icon: 'lead',
      title: lead.Name,
      fields: [
        ['Company', lead.Company],
        ['Title', lead.Title],
        ['Lead Status', lead.Status],
        ['Lead Owner', lead.Owner?.Name],
      ],
    }),
    actions: lead.IsConverted
      ? html``
      : html`<section class="slds-card demo-actions" aria-label="Actions">
        <details class="demo-form">
          <summary class="slds-button slds-button_neutral">Edit</summary>
          <form method="post" action="/records/Lead/${lead.Id}" data-live>
            <label class="demo-field"><span>Lead Status</span>
              <select name="Status" class="slds-select">${[...new Set([...leadStatuses, lead.Status])].map(
                (status) => html`<option ${status === lead.Status ? 'selected' : ''}>${status}</option>`,
              )}</select></label>
            <button class="slds-button slds-button_brand">Save</button>
            <p class="demo-form-error" role="alert" hidden></p>
          </form>
        </details>
        ${renderMailForm(`/records/Lead/${lead.Id}/mail`, lead.Email ? [{ name: lead.Name, address: lead.Email }] : [])}
      </section>`,
    tabs: [
      { id: 'activity', title: 'Activity', content: renderTimeline(page.activities) },
      {
        id: 'details',
        title: 'Details',
        content: renderDetails([
          ['Company', lead.Company],
          ['Title', lead.Title],
          ['Email', lead.Email],
          ['Phone', lead.Phone],
          ['Lead Source', lead.LeadSource],
          ['Created', formatMoment(lead.CreatedDate)],
        ]),
      },
      ...(deal ? [{ id: 'deals', title: 'Opportunity', content: renderDealList([deal]) }] : []),
    ],
  });
};

/** A list view: a link a row, and what stands beside it. */
export const renderList = (options: {
  title: string;
  icon: string;
  columns: readonly string[];
  rows: readonly { href: string; name: string; cells: readonly (string | null | undefined)[] }[];
}): Html => html`
  <section class="slds-card list">
    <header class="demo-list-head">
      <div>
        <p class="slds-text-body_small">${options.title}</p>
        <h1 class="demo-list-title">All ${options.title.toLowerCase()}</h1>
        <p class="slds-text-body_small">${options.rows.length} items</p>
      </div>
    </header>
    <div class="demo-table" tabindex="0" role="region" aria-label="${options.title}">
      <table class="slds-table slds-table_bordered slds-table_cell-buffer">
        <thead><tr class="slds-line-height_reset">${options.columns.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
        <tbody>${options.rows.map(
          ({ href, name, cells }) =>
            html`<tr><th scope="row"><a href="${href}">${name}</a></th>${cells.map((cell) => html`<td>${cell ?? ''}</td>`)}</tr>`,
        )}</tbody>
      </table>
    </div>
  </section>
`;

export const renderTask = (task: {
  Subject: string | null;
  Status: string;
  Priority: string | null;
  ActivityDate: string | null;
  Description: string | null;
  CreatedDate: string;
  Owner: { Name: string } | null;
  What: { Name: string } | null;
  Who: { Name: string } | null;
}): Html => html`
  ${renderHighlights({
    object: 'Task',
    icon: 'task',
    title: task.Subject ?? 'Task',
    fields: [
      ['Due', formatDay(task.ActivityDate)],
      ['Status', task.Status],
      ['Assigned To', task.Owner?.Name],
      ['Related To', task.What?.Name],
      ['Name', task.Who?.Name],
    ],
  })}
  <section class="slds-card" aria-label="Details">
    ${renderDetails([
      ['Priority', task.Priority],
      ['Created', formatMoment(task.CreatedDate)],
      ['Comments', task.Description],
    ])}
  </section>
`;
