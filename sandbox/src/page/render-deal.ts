import { html } from 'hono/html';
import { formatDay, formatMoment, formatMoney } from './formats.ts';
import { type Html, renderIcon } from './layout.ts';
import type { Activity, ContactRole, Deal, InsightRow } from './read-salesforce.ts';
import {
  part,
  renderContactList,
  renderDetails,
  renderHighlights,
  renderMailForm,
  renderPanel,
  renderTabs,
  renderTimeline,
} from './render-parts.ts';

export type DealPage = {
  deal: Deal;
  stages: readonly string[];
  contactRoles: readonly ContactRole[];
  activities: readonly Activity[];
  insights: readonly InsightRow[];
};

/** An opportunity's record page: highlights, path, details and activity on the left, the panel on the right. */
export const renderDeal = (page: DealPage): Html => html`
  ${part('highlights', renderDealHighlights(page.deal))} ${part('path', renderPath(page.deal, page.stages))}
  <div class="demo-columns">
    <div class="demo-column-main">
      ${renderActions(page)}
      ${part('insights', renderInsights(page.insights))}
      ${renderTabs([
        { id: 'activity', title: 'Activity', content: renderTimeline(page.activities) },
        { id: 'details', title: 'Details', content: renderDealDetails(page.deal) },
        {
          id: 'contacts',
          title: `Contact Roles (${page.contactRoles.length})`,
          content: renderContactList(page.contactRoles.map(toContactRow)),
        },
      ])}
    </div>
    ${renderPanel(page.deal.Id)}
  </div>
`;

const toContactRow = ({ ContactId, Contact, Role, IsPrimary }: ContactRole) => ({
  Id: ContactId,
  Name: Contact?.Name ?? '',
  Title: Contact?.Title ?? null,
  Email: Contact?.Email ?? null,
  note: [Role, IsPrimary ? 'primary' : null].filter(Boolean).join(', '),
});

const renderDealHighlights = (deal: Deal): Html =>
  renderHighlights({
    object: 'Opportunity',
    icon: 'opportunity',
    title: deal.Name,
    fields: [
      ['Account Name', deal.Account?.Name],
      ['Close Date', formatDay(deal.CloseDate)],
      ['Amount', formatMoney(deal.Amount, deal.CurrencyIsoCode)],
      ['Opportunity Owner', deal.Owner?.Name],
    ],
  });

/** What a seller changes here all day: the deal's fields, a mail. */
const renderActions = ({ deal, stages, contactRoles }: DealPage): Html => html`
  <section class="slds-card demo-actions" aria-label="Actions">
    ${deal.AccountId ? html`<a class="slds-button slds-button_neutral" href="/accounts/${deal.AccountId}">Open the account</a>` : ''}
    <details class="demo-form">
      <summary class="slds-button slds-button_neutral">Edit</summary>
      <form method="post" action="/records/Opportunity/${deal.Id}" data-live>
        <label class="demo-field"><span>Stage</span>
          <select name="StageName" class="slds-select">${[
            ...new Set([...stages, deal.StageName, 'Closed Won', 'Closed Lost']),
          ].map(
            (stage) => html`<option ${stage === deal.StageName ? 'selected' : ''}>${stage}</option>`,
          )}</select></label>
        <label class="demo-field"><span>Close Date</span><input name="CloseDate" type="date" class="slds-input" value="${deal.CloseDate}" required /></label>
        <label class="demo-field"><span>Amount</span><input name="Amount" type="number" min="0" step="any" class="slds-input" value="${deal.Amount === null ? '' : String(deal.Amount)}" /></label>
        <label class="demo-field demo-field_wide"><span>Next Step</span><input name="NextStep" maxlength="255" class="slds-input" value="${deal.NextStep ?? ''}" /></label>
        <button class="slds-button slds-button_brand">Save</button>
        <p class="demo-form-error" role="alert" hidden></p>
      </form>
    </details>
    ${renderMailForm(
      `/records/Opportunity/${deal.Id}/mail`,
      contactRoles.flatMap(({ Contact }) => (Contact?.Email ? [{ name: Contact.Name, address: Contact.Email }] : [])),
    )}
  </section>
`;

const renderPath = (deal: Deal, stages: readonly string[]): Html => {
  const steps = [...stages, deal.IsClosed ? deal.StageName : 'Closed'];
  const current = deal.IsClosed ? steps.length - 1 : steps.indexOf(deal.StageName);
  const classOf = (index: number) =>
    index < current ? 'demo-path-step_done' : index === current ? 'demo-path-step_current' : '';
  return html`<section class="slds-card demo-path" aria-label="Stage" tabindex="0">
    <ol>
      ${steps.map(
        (
          stage,
          index,
        ) => html`<li class="demo-path-step ${classOf(index)}" ${index === current ? 'aria-current="step"' : ''}>
          ${index < current ? renderIcon('utility', 'check', 'demo-path-icon') : ''}<span class="${index < current ? 'slds-assistive-text' : ''}">${stage}</span>
        </li>`,
      )}
    </ol>
  </section>`;
};

/** The related list, also alone: the page asks for it again after a save. */
export const renderInsights = (insights: readonly InsightRow[]): Html => html`
  <section class="slds-card related" aria-label="Dealside Insights">
    <header class="demo-related-head">
      <span class="demo-object-icon demo-object-icon_insight">${renderIcon('standard', 'record', 'slds-icon')}</span>
      <h2 class="demo-related-title">Dealside Insights (${insights.length})</h2>
    </header>
    ${
      insights.length === 0
        ? html`<p class="demo-none">Nothing saved yet.</p>`
        : html`<div class="demo-table" tabindex="0" role="region" aria-label="Dealside Insights"><table class="slds-table slds-table_bordered slds-table_cell-buffer">
          <thead><tr class="slds-line-height_reset"><th scope="col">Insight</th><th scope="col">Title</th><th scope="col">Kind</th><th scope="col">Confidence</th><th scope="col">Saved</th></tr></thead>
          <tbody>${insights.map(
            (insight) => html`<tr>
              <th scope="row"><a href="/${insight.Id}">${insight.Name}</a></th>
              <td class="demo-wrap">${insight.Title__c}</td>
              <td>${insight.Kind__c}</td>
              <td>${insight.Confidence__c}</td>
              <td>${formatMoment(insight.CreatedDate)}</td>
            </tr>`,
          )}</tbody>
        </table></div>`
    }
  </section>
`;

const renderDealDetails = (deal: Deal): Html =>
  renderDetails([
    ['Opportunity Name', deal.Name],
    ['Account Name', deal.Account?.Name],
    ['Industry', deal.Account?.Industry],
    ['Type', deal.Type],
    ['Stage', deal.StageName],
    ['Probability (%)', deal.Probability === null ? null : `${deal.Probability} %`],
    ['Amount', formatMoney(deal.Amount, deal.CurrencyIsoCode)],
    ['Close Date', formatDay(deal.CloseDate)],
    ['Next Step', deal.NextStep],
    ['Created', formatMoment(deal.CreatedDate)],
    ['Last Modified', formatMoment(deal.LastModifiedDate)],
    ['Description', deal.Description],
  ]);
