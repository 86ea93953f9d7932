import { html } from 'hono/html';
import { type Html, renderDocument, renderIcon } from './layout.ts';
import type { PageUser } from './page-user.ts';

const profiles = { rep: 'Account executive', manager: 'Manager', admin: 'Administrator' };
const initialsOf = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);

export type Viewer = { user: PageUser; users: readonly PageUser[]; path: string };

/** A page of the app: the ribbon that says what this is, global header, navigation, content. */
export const renderPage = (
  viewer: Viewer,
  options: { title: string; search?: string; openDeal?: string | null; hasPanel?: boolean; content: Html },
): Html =>
  renderDocument({
    title: `${options.title} | Sales`,
    apex: '/apex/DealsideGateway.call',
    hasPanel: options.hasPanel ?? false,
    body: html`
      ${renderHeader(viewer, options.search ?? '')}
      ${renderNavigation(viewer, options.openDeal ?? null)}
      <main class="demo-content">${options.content}</main>
    `,
  });

const renderHeader = ({ user, users, path }: Viewer, search: string): Html => html`
  <header>
  <p class="demo-ribbon">Demo page: our own rendering around the real component</p>
  <div class="demo-top">
    <a class="demo-mark" href="/opportunities" aria-label="Sales, all opportunities">${renderIcon('utility', 'company', 'demo-mark-icon')}</a>
    <form class="demo-search" action="/opportunities" role="search">
      <label class="slds-assistive-text" for="search">Search opportunities</label>
      ${renderIcon('utility', 'search', 'demo-search-icon')}
      <input id="search" class="slds-input" name="q" type="search" placeholder="Search opportunities…" value="${search}" />
    </form>
    <details class="demo-users">
      <summary><span class="slds-assistive-text">Switch user, now </span>
        <span class="demo-avatar" aria-hidden="true">${initialsOf(user.name)}</span>
        <span class="demo-users-name">${user.name}</span>
        ${renderIcon('utility', 'down', 'demo-users-icon')}
      </summary>
      <form class="demo-users-menu" method="post" action="/users" aria-label="Switch user">
        <input type="hidden" name="path" value="${path}" />
        <p class="demo-users-title">Look as</p>
        ${users.map(
          (
            other,
          ) => html`<button class="demo-users-item" name="email" value="${other.email}" ${other.id === user.id ? 'aria-current="true"' : ''}>
            <span class="demo-avatar demo-avatar_small" aria-hidden="true">${initialsOf(other.name)}</span>
            <span><strong>${other.name}</strong><br /><small>${profiles[other.profile]}</small></span>
          </button>`,
        )}
      </form>
    </details>
  </div>
  </header>
`;

const renderNavigation = ({ path }: Viewer, openDeal: string | null): Html => html`
  <nav class="demo-app" aria-label="Sales">
    <span class="demo-app-name">Sales</span>
    <a href="/opportunities" class="demo-app-item ${openDeal === null ? 'demo-app-item_active' : ''}" ${openDeal === null ? 'aria-current="page"' : ''}>Opportunities</a>
    ${openDeal === null ? '' : html`<a href="${path}" class="demo-app-item demo-app-item_active" aria-current="page">${renderIcon('standard', 'opportunity', 'demo-app-icon')}<span>${openDeal}</span></a>`}
  </nav>
`;
