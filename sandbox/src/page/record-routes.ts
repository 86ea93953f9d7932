import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { isRecordId } from './connect-salesforce.ts';
import { formatMoment } from './formats.ts';
import type { Html } from './layout.ts';
import type { PageUser } from './page-user.ts';
import type { ReadPeople } from './read-people.ts';
import type { ReadSalesforce } from './read-salesforce.ts';
import { renderPage, type Viewer } from './render-chrome.ts';
import { renderPanel } from './render-parts.ts';
import { renderAccount, renderContact, renderLead, renderList, renderTask } from './render-people.ts';
import type { WriteSalesforce } from './write-salesforce.ts';

/** Where the record of an id is shown. */
const pathsByPrefix: Record<string, string> = {
  '006': '/opportunities',
  '001': '/accounts',
  '003': '/contacts',
  '00Q': '/leads',
  '00T': '/tasks',
};

/** A page that says what is the matter: the record is not there, not for this user, or the address is no record's. */
export const renderNoRecord = (viewer: Viewer, id: string, object: string): Html =>
  renderPage(viewer, {
    title: isRecordId(id) ? 'No access' : 'No such record',
    hasPanel: true,
    openRecord: { name: object, object },
    content: html`<div class="demo-columns">
      <section class="slds-card demo-column-main demo-none">
        <h1>${isRecordId(id) ? 'You cannot see this record' : 'There is no such record'}</h1>
        <p>${
          isRecordId(id)
            ? `It does not exist, or ${viewer.user.name} has no access to it. The panel asks for itself.`
            : 'The address does not end with a Salesforce id.'
        }</p>
        <p><a href="/opportunities">All opportunities</a></p>
      </section>
      ${isRecordId(id) ? renderPanel(id, object) : ''}
    </div>`,
  });

/** Record pages of accounts, contacts, leads and tasks, and what a user changes on them. */
export const createRecordRoutes = (options: {
  readViewer: (c: Context) => Promise<Viewer>;
  salesforce: ReadSalesforce;
  people: ReadPeople;
  write: WriteSalesforce;
}) => {
  const { readViewer, salesforce, people, write } = options;

  const show = async <T>(
    c: Context,
    object: string,
    read: (user: PageUser, id: string) => Promise<T | null>,
    render: (user: PageUser, record: T) => Promise<{ name: string; content: Html }>,
  ) => {
    const viewer = await readViewer(c);
    const id = c.req.param('id') ?? '';
    const record = await read(viewer.user, id);
    if (!record) return c.html(renderNoRecord(viewer, id, object), 404);
    const { name, content } = await render(viewer.user, record);
    return c.html(renderPage(viewer, { title: name, openRecord: { name, object }, hasPanel: true, content }));
  };
  const around = async (user: PageUser, id: string) => {
    const [activities, insights] = await Promise.all([
      salesforce.listActivities(user, id),
      salesforce.listInsights(user, id),
    ]);
    return { activities, insights };
  };
  /** What Salesforce says against a change stands in the form. */
  const change = async (c: Context, work: (user: PageUser) => Promise<void>) => {
    try {
      await work((await readViewer(c)).user);
      return c.body(null, 204);
    } catch (error) {
      return c.text(error instanceof Error ? error.message : 'Salesforce did not take it', 422);
    }
  };

  return new Hono()
    .get('/accounts', async (c) => {
      const viewer = await readViewer(c);
      const rows = (await people.listAccounts(viewer.user)).map((account) => ({
        href: `/accounts/${account.Id}`,
        name: account.Name,
        cells: [account.Industry, account.BillingCountry, account.Owner?.Name],
      }));
      const columns = ['Account Name', 'Industry', 'Country', 'Owner'];
      const content = renderList({ title: 'Accounts', icon: 'account', columns, rows });
      return c.html(renderPage(viewer, { title: 'Accounts', hasPanel: true, content }));
    })
    .get('/leads', async (c) => {
      const viewer = await readViewer(c);
      const rows = (await people.listLeads(viewer.user)).map((lead) => ({
        href: `/leads/${lead.Id}`,
        name: lead.Name,
        cells: [lead.Company, lead.Status, lead.LeadSource, formatMoment(lead.CreatedDate), lead.Owner?.Name],
      }));
      const columns = ['Name', 'Company', 'Lead Status', 'Lead Source', 'Created', 'Owner'];
      const content = renderList({ title: 'Leads', icon: 'lead', columns, rows });
      return c.html(renderPage(viewer, { title: 'Leads', hasPanel: true, content }));
    })
    .get('/accounts/:id', (c) =>
      show(c, 'Account', people.readAccount, async (user, account) => {
        const [deals, contacts, rest] = await Promise.all([
          people.listDealsOf(user, account.Id),
          people.listContactsOf(user, account.Id),
          around(user, account.Id),
        ]);
        return { name: account.Name, content: renderAccount({ account, deals, contacts, ...rest }) };
      }),
    )
    .get('/contacts/:id', (c) =>
      show(c, 'Contact', people.readContact, async (user, contact) => {
        const [deals, rest] = await Promise.all([
          people.listDealsOfContact(user, contact.Id),
          around(user, contact.Id),
        ]);
        return { name: contact.Name, content: renderContact({ contact, deals, ...rest }) };
      }),
    )
    .get('/leads/:id', (c) =>
      show(c, 'Lead', people.readLead, async (user, lead) => {
        const converted = lead.ConvertedOpportunityId;
        const [deal, rest] = await Promise.all([
          converted ? people.readDealRow(user, converted) : null,
          around(user, lead.Id),
        ]);
        return { name: lead.Name, content: renderLead({ lead, deal, ...rest }) };
      }),
    )
    .get('/tasks/:id', (c) =>
      show(c, 'Task', people.readTask, async (_user, task) => ({
        name: task.Subject ?? 'Task',
        content: renderTask(task),
      })),
    )
    .get('/:id{00[13QT6][A-Za-z0-9]{12,15}}', (c) =>
      c.redirect(`${pathsByPrefix[c.req.param('id').slice(0, 3)] ?? '/opportunities'}/${c.req.param('id')}`),
    )
    .post('/records/:object/:id', (c) =>
      change(c, async (user) => {
        const form = await c.req.parseBody<Record<string, string>>();
        await write.edit(user, c.req.param('object'), c.req.param('id'), form);
      }),
    )
    .post('/records/:object/:id/mail', (c) =>
      change(c, async (user) => {
        const { object, id } = c.req.param();
        const form = await c.req.parseBody<{ from: string; person: string; subject: string; body: string }>();
        const known = await listMailPeople(user, object, id);
        const person = known[Number(form.person)];
        if (!person) throw new Error('There is nobody to log it with');
        await write.logMail(user, { object, id }, { ...person, ...form, from: form.from === 'us' ? 'us' : 'them' });
      }),
    );

  async function listMailPeople(user: PageUser, object: string, id: string) {
    if (object === 'Lead') {
      const lead = await people.readLead(user, id);
      return lead?.Email ? [{ name: lead.Name, address: lead.Email }] : [];
    }
    const roles = await salesforce.listContactRoles(user, id);
    return roles.flatMap(({ Contact }) => (Contact?.Email ? [{ name: Contact.Name, address: Contact.Email }] : []));
  }
};
