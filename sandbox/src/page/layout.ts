import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** A document in Salesforce's design system. `apex` is where the component's Apex calls go. */
export const renderDocument = (options: { title: string; apex: string; body: Html; hasPanel?: boolean }): Html =>
  html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${options.title}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/assets/slds/styles/salesforce-lightning-design-system.min.css" />
    <link rel="stylesheet" href="/assets/frame.css" />
    <link rel="stylesheet" href="/assets/page.css" />
    <link rel="stylesheet" href="/assets/parts.css" />
    ${options.hasPanel ? html`<script type="module" src="/assets/panel/panel.js"></script>` : ''}
    <script type="module" src="/assets/page.js"></script>
  </head>
  <body data-apex="${options.apex}">
    ${options.body}
  </body>
</html>`;

/** An icon of the design system's sprites, for eyes only. */
export const renderIcon = (sprite: 'utility' | 'standard', name: string, className: string): Html =>
  html`<svg class="${className}" aria-hidden="true"><use href="/assets/slds/icons/${sprite}-sprite/svg/symbols.svg#${name}"></use></svg>`;
