import { html } from 'hono/html';
import { formatDay, formatMoment, formatMoney } from './formats.ts';
import { type Html, renderIcon } from './layout.ts';
import type { Activity, ContactRole, Deal, InsightRow } from './read-salesforce.ts';

export type DealPage = {
  deal: Deal;
  stages: readonly string[];
  contactRoles: readonly ContactRole[];
  activities: readonly Activity[];
  insights: readonly InsightRow[];
};

/** An opportunity's record page: highlights, path, details and activity on the left, the panel on the right. */
export const renderDeal = (page: DealPage): Html => html`
  ${renderHighlights(page.deal)} ${renderPath(page.deal, page.stages)}
  <div class="demo-columns">
    <div class="demo-column-main">
      <div data-related="${page.deal.Id}">${renderInsights(page.insights)}</div>
      ${renderTabs(page)}
    </div>
    ${renderPanel(page.deal.Id)}
  </div>
`;

export const renderPanel = (dealId: string): Html => html`
  <aside class="demo-column-side" aria-label="Dealside">
    <div data-dealside-record="${dealId}" data-dealside-object="Opportunity"></div>
  </aside>
`;

const renderHighlights = (deal: Deal): Html => html`
  <section class="slds-card highlights" aria-label="Highlights">
    <div class="demo-highlights-top">
      <span class="demo-object-icon demo-object-icon_opportunity">${renderIcon('standard', 'opportunity', 'slds-icon')}</span>
      <div>
        <p class="slds-text-body_small">Opportunity</p>
        <h1 class="demo-highlights-title">${deal.Name}</h1>
      </div>
    </div>
    <dl class="demo-highlights-fields">
      ${renderHighlight('Account Name', deal.Account?.Name)} ${renderHighlight('Close Date', formatDay(deal.CloseDate))}
      ${renderHighlight('Amount', formatMoney(deal.Amount, deal.CurrencyIsoCode))}
      ${renderHighlight('Opportunity Owner', deal.Owner?.Name)}
    </dl>
  </section>
`;

const renderHighlight = (label: string, value: string | null | undefined): Html =>
  html`<div><dt>${label}</dt><dd>${value || '–'}</dd></div>`;

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

const renderTabs = ({ deal, activities, contactRoles }: DealPage): Html => html`
  <section class="slds-card demo-tabs" data-tabs aria-label="Record">
    <div class="demo-tabs-bar" role="tablist" aria-label="Record">
      <button role="tab" id="tab-activity" aria-controls="panel-activity" aria-selected="true">Activity</button>
      <button role="tab" id="tab-details" aria-controls="panel-details" aria-selected="false" tabindex="-1">Details</button>
      <button role="tab" id="tab-contacts" aria-controls="panel-contacts" aria-selected="false" tabindex="-1">Contact Roles (${contactRoles.length})</button>
    </div>
    <div role="tabpanel" id="panel-activity" aria-labelledby="tab-activity">${renderTimeline(activities)}</div>
    <div role="tabpanel" id="panel-details" aria-labelledby="tab-details" hidden>${renderDetails(deal)}</div>
    <div role="tabpanel" id="panel-contacts" aria-labelledby="tab-contacts" hidden>${renderContacts(contactRoles)}</div>
  </section>
`;

const activityIcons = { email: 'email', task: 'task', event: 'event' } as const;

const renderTimeline = (activities: readonly Activity[]): Html => {
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

const renderDetails = (deal: Deal): Html => {
  const fields: [string, string | null | undefined][] = [
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
  ];
  return html`<dl class="demo-details">${fields.map(
    ([label, value]) => html`<div class="demo-details-field"><dt>${label}</dt><dd>${value || '–'}</dd></div>`,
  )}</dl>`;
};

const renderContacts = (roles: readonly ContactRole[]): Html =>
  roles.length === 0
    ? html`<p class="demo-none">No contact has a role yet.</p>`
    : html`<ul class="demo-contacts">${roles.map(
        ({ Contact, Role, IsPrimary }) => html`<li>
          <strong>${Contact?.Name}</strong>${IsPrimary ? html` <span class="slds-badge">Primary</span>` : ''}
          <p>${[Role, Contact?.Title].filter(Boolean).join(' · ')}</p>
        </li>`,
      )}</ul>`;
