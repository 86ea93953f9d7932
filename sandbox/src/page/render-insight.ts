import { html } from 'hono/html';
import { formatMoment } from './formats.ts';
import { type Html, renderIcon } from './layout.ts';
import type { InsightRow } from './read-salesforce.ts';

/** The saved record, where "Open the record" leads. */
export const renderInsight = (insight: InsightRow): Html => {
  const fields: [string, string | number | null][] = [
    ['Title', insight.Title__c],
    ['Body', insight.Body__c],
    ['Kind', insight.Kind__c],
    ['Confidence', insight.Confidence__c],
    ['Evidence', insight.Evidence__c],
    ['Model', insight.Model__c],
    ['Status', insight.Status__c],
    ['Generated At', formatMoment(insight.Generated_At__c)],
    ['Created', formatMoment(insight.CreatedDate)],
  ];
  return html`<section class="slds-card highlights">
      <div class="demo-highlights-top">
        <span class="demo-object-icon demo-object-icon_insight">${renderIcon('standard', 'record', 'slds-icon')}</span>
        <div>
          <p class="slds-text-body_small">Dealside Insight</p>
          <h1 class="demo-highlights-title">${insight.Name}</h1>
        </div>
      </div>
    </section>
    <section class="slds-card" aria-label="Details">
      <dl class="demo-details">
        ${fields.map(([label, value]) => html`<div class="demo-details-field"><dt>${label}</dt><dd>${value ?? '–'}</dd></div>`)}
      </dl>
    </section>`;
};
