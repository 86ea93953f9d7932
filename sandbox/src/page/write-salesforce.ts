import type { ConnectSalesforce } from './connect-salesforce.ts';
import type { PageUser } from './page-user.ts';

export type WriteSalesforce = ReturnType<typeof createWriteSalesforce>;

/** What a form may change of an object; an empty field empties it. */
const editable: Record<string, Record<string, 'text' | 'number'>> = {
  Opportunity: { StageName: 'text', CloseDate: 'text', Amount: 'number', NextStep: 'text' },
  Lead: { Status: 'text', Title: 'text', LeadSource: 'text' },
};

export type LoggedMail = {
  /** `them`: from the contact or lead; `us`: from the user. */
  from: 'them' | 'us';
  name: string;
  address: string;
  subject: string;
  body: string;
};

/** Changes a record as a user of Salesforce does: over REST, with that user's token, checked by Salesforce alone. */
export const createWriteSalesforce = ({ as }: ConnectSalesforce) => ({
  edit: async (user: PageUser, object: string, id: string, form: Record<string, string>): Promise<void> => {
    const fields = Object.entries(editable[object] ?? {}).flatMap(([name, kind]) => {
      const value = form[name]?.trim();
      if (value === undefined) return [];
      return [[name, value === '' ? null : kind === 'number' ? Number(value) : value] as const];
    });
    await (await as(user)).sobject(object).update({ Id: id, ...Object.fromEntries(fields) });
  },

  /** A mail as Salesforce logs it; with a lead it is tied by the activity it is logged as. */
  logMail: async (user: PageUser, record: { object: string; id: string }, mail: LoggedMail): Promise<void> => {
    const salesforce = await as(user);
    const us = { name: user.name, address: user.email };
    const [from, to] = mail.from === 'them' ? [mail, us] : [us, mail];
    const activityId =
      record.object === 'Lead'
        ? (
            await salesforce.sobject('Task').create({
              WhoId: record.id,
              Subject: `Email: ${mail.subject}`,
              Status: 'Completed',
              TaskSubtype: 'Email',
              Type: 'Email',
            })
          ).id
        : undefined;
    await salesforce.sobject('EmailMessage').create({
      ...(activityId ? { ActivityId: activityId } : { RelatedToId: record.id }),
      FromName: from.name,
      FromAddress: from.address,
      ToAddress: to.address,
      Subject: mail.subject,
      TextBody: mail.body,
      Incoming: mail.from === 'them',
      Status: mail.from === 'them' ? 'New' : 'Sent',
      MessageDate: new Date().toISOString(),
    });
  },
});
