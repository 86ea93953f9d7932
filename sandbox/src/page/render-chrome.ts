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
  options: {
    title: string;
    search?: string;
    openRecord?: { name: string; object: string };
    hasPanel?: boolean;
    content: Html;
  },
): Html =>
  renderDocument({
    title: `${options.title} | Sales`,
    apex: '/apex/DealsideGateway.call',
    hasPanel: options.hasPanel ?? false,
    body: html`
      ${renderHeader(viewer, options.search ?? '')}
      ${renderNavigation(viewer, options.openRecord ?? null)}
      <main class="demo-content">${options.content}</main>
      ${options.hasPanel ? renderUtilityBar() : ''}
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

const tabs = [
  { href: '/opportunities', title: 'Opportunities' },
  { href: '/accounts', title: 'Accounts' },
  { href: '/leads', title: 'Leads' },
];

const icons: Record<string, string> = {
  Opportunity: 'opportunity',
  Account: 'account',
  Contact: 'contact',
  Lead: 'lead',
  Task: 'task',
};

const renderNavigation = ({ path }: Viewer, open: { name: string; object: string } | null): Html => html`
  <nav class="demo-app" aria-label="Sales">
    <span class="demo-app-name">Sales</span>
    ${tabs.map(
      ({ href, title }) =>
        html`<a href="${href}" class="demo-app-item ${open === null && path === href ? 'demo-app-item_active' : ''}" ${open === null && path === href ? 'aria-current="page"' : ''}>${title}</a>`,
    )}
    ${open === null ? '' : html`<a href="${path}" class="demo-app-item demo-app-item_active" aria-current="page">${renderIcon('standard', icons[open.object] ?? 'record', 'demo-app-icon')}<span>${open.name}</span></a>`}
    <a href="/phone?path=${path}" class="demo-app-item demo-app-phone">Phone view</a>
  </nav>
`;

/** The utility bar at the foot of the app: closed until it is wanted, as in Lightning Experience. */
const renderUtilityBar = (): Html => html`
  <footer class="demo-utility" data-utility>
    <section id="utility-today" class="demo-utility-panel" hidden aria-label="Dealside Today">
      <div data-dealside-today></div>
    </section>
    <button type="button" class="demo-utility-button" aria-expanded="false" aria-controls="utility-today">
      ${renderIcon('utility', 'notification', 'demo-utility-icon')} Dealside Today
    </button>
  </footer>
`;
