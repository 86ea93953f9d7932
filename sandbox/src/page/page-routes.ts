import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { authCallbackPath, type ExternalCredential } from '../salesforce/external-credential.ts';
import type { createCallGateway } from './call-gateway.ts';
import type { PageUser } from './page-user.ts';
import type { ReadPeople } from './read-people.ts';
import type { ReadSalesforce } from './read-salesforce.ts';
import { createRecordRoutes, renderNoRecord } from './record-routes.ts';
import { renderPage, type Viewer } from './render-chrome.ts';
import { renderDeal } from './render-deal.ts';
import { renderDeals } from './render-deals.ts';
import { renderInsight } from './render-insight.ts';
import { renderPhone } from './render-phone.ts';
import type { ApexCall } from './states/states.ts';
import type { WriteSalesforce } from './write-salesforce.ts';

const userCookie = 'demo_user';
/** The deal the demo begins with. */
const homeDealName = 'Northwind renewal';

/** An address of this page, and no way out of it. */
const isOwnPath = (path: string): boolean => /^\/[A-Za-z0-9/]*$/.test(path) && !path.startsWith('//');

/** The record page around the component, for whoever is signed in. */
export const createPageRoutes = (options: {
  users: readonly PageUser[];
  salesforce: ReadSalesforce;
  people: ReadPeople;
  write: WriteSalesforce;
  credential: ExternalCredential;
  callGateway: ReturnType<typeof createCallGateway>;
}) => {
  const { salesforce, credential, callGateway } = options;
  const users = [...options.users].sort((a, b) => a.name.localeCompare(b.name));

  const readViewer = async (c: Context): Promise<Viewer> => {
    const email = getCookie(c, userCookie);
    const user = users.find((candidate) => candidate.email === email) ?? (await findHomeUser());
    return { user, users, path: c.req.path };
  };
  /** Who has not chosen looks as the rep who owns the first deal. */
  const findHomeUser = async (): Promise<PageUser> => {
    const reader = users.find(({ profile }) => profile === 'admin') ?? users[0];
    if (!reader) throw new Error('the page has no users');
    const [home] = await salesforce.listDeals(reader, homeDealName);
    return users.find(({ name }) => name === home?.Owner?.Name) ?? reader;
  };

  return new Hono()
    .get('/', async (c) => {
      const { user } = await readViewer(c);
      const home = await salesforce.findDealByName(user, homeDealName);
      return c.redirect(home === null ? '/opportunities' : `/opportunities/${home}`);
    })
    .get('/opportunities', async (c) => {
      const viewer = await readViewer(c);
      const search = c.req.query('q')?.trim() ?? '';
      const content = renderDeals(await salesforce.listDeals(viewer.user, search), search);
      return c.html(renderPage(viewer, { title: 'Opportunities', search, hasPanel: true, content }));
    })
    .get('/opportunities/:id', async (c) => {
      const viewer = await readViewer(c);
      const { user } = viewer;
      const id = c.req.param('id');
      const deal = await salesforce.readDeal(user, id);
      if (!deal) return c.html(renderNoRecord(viewer, id, 'Opportunity'), 404);
      const [stages, contactRoles, activities, insights] = await Promise.all([
        salesforce.listStages(user),
        salesforce.listContactRoles(user, id),
        salesforce.listActivities(user, id),
        salesforce.listInsights(user, id),
      ]);
      const content = renderDeal({ deal, stages, contactRoles, activities, insights });
      const openRecord = { name: deal.Name, object: 'Opportunity' };
      return c.html(renderPage(viewer, { title: deal.Name, openRecord, hasPanel: true, content }));
    })
    .get('/phone', (c) => {
      const path = c.req.query('path') ?? '/';
      return c.html(renderPhone(isOwnPath(path) ? path : '/'));
    })
    .route('/', createRecordRoutes({ ...options, readViewer }))
    .get('/:id{a[A-Za-z0-9]{14,17}}', async (c) => {
      const viewer = await readViewer(c);
      const insight = await salesforce.readInsight(viewer.user, c.req.param('id'));
      if (!insight) return c.notFound();
      return c.html(
        renderPage(viewer, {
          title: insight.Name,
          openRecord: { name: insight.Name, object: 'Insight' },
          content: renderInsight(insight),
        }),
      );
    })
    .post('/users', async (c) => {
      const { email, path } = await c.req.parseBody<{ email: string; path: string }>();
      if (users.some((user) => user.email === email)) {
        setCookie(c, userCookie, email, { httpOnly: true, sameSite: 'Strict', path: '/' });
      }
      return c.redirect(isOwnPath(path) ? path : '/', 303);
    })
    .post('/apex/DealsideGateway.connect', async (c) => {
      const { user } = await readViewer(c);
      try {
        return c.json(await credential.start(user.id));
      } catch {
        return c.text('Dealside cannot be reached', 502);
      }
    })
    .get(authCallbackPath, async (c) => {
      const { user } = await readViewer(c);
      try {
        await credential.finish(user.id, c.req.url);
        return c.redirect('/', 303);
      } catch {
        return c.text(
          'The external credential was not authenticated. Close this window and choose Connect again.',
          400,
        );
      }
    })
    .post('/apex/DealsideGateway.call', async (c) => {
      const { user } = await readViewer(c);
      try {
        return c.json(await callGateway(user, await c.req.json<ApexCall>()));
      } catch (error) {
        return c.text(error instanceof Error ? error.message : 'Dealside cannot be reached', 502);
      }
    });
};
