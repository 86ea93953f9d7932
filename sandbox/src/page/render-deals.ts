import { html } from 'hono/html';
import { formatDay, formatMoney } from './formats.ts';
import { type Html, renderIcon } from './layout.ts';
import type { DealRow } from './read-salesforce.ts';

/** The list view of the deals this user may see, below a place to ask for others. */
export const renderDeals = (deals: readonly DealRow[], search: string): Html => html`
  <div class="demo-ask" data-dealside-crm-ask></div>
  <section class="slds-card list">
    <header class="demo-list-head">
      <span class="demo-object-icon demo-object-icon_opportunity">${renderIcon('standard', 'opportunity', 'slds-icon')}</span>
      <div>
        <p class="slds-text-body_small">Opportunities</p>
        <h1 class="demo-list-title">${search ? `Matches for “${search}”` : 'Recently changed'}</h1>
        <p class="slds-text-body_small">${deals.length}${deals.length === 200 ? '+' : ''} items</p>
      </div>
    </header>
    <div class="demo-table" tabindex="0" role="region" aria-label="Opportunities">
      <table class="slds-table slds-table_bordered slds-table_cell-buffer">
        <thead>
          <tr class="slds-line-height_reset">
            ${['Opportunity Name', 'Account Name', 'Stage', 'Amount', 'Close Date', 'Owner'].map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${deals.map(
            (deal) => html`<tr>
              <th scope="row"><a href="/opportunities/${deal.Id}">${deal.Name}</a></th>
              <td>${deal.Account?.Name}</td>
              <td>${deal.StageName}</td>
              <td>${formatMoney(deal.Amount, deal.CurrencyIsoCode)}</td>
              <td>${formatDay(deal.CloseDate)}</td>
              <td>${deal.Owner?.Name}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${deals.length === 0 ? html`<p class="demo-none">No opportunity that you may see.</p>` : ''}
  </section>
`;
