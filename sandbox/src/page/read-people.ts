import { type ConnectSalesforce, isRecordId, quote } from './connect-salesforce.ts';
import type { PageUser } from './page-user.ts';
import type { DealRow } from './read-salesforce.ts';

type Named = { Name: string } | null;

export type Account = {
  Id: string;
  Name: string;
  Industry: string | null;
  Website: string | null;
  BillingCountry: string | null;
  NumberOfEmployees: number | null;
  Owner: Named;
};
export type ContactRow = { Id: string; Name: string; Title: string | null; Email: string | null };
export type Contact = ContactRow & {
  Phone: string | null;
  AccountId: string | null;
  Account: Named;
  Owner: Named;
};
export type Lead = {
  Id: string;
  Name: string;
  Company: string;
  Title: string | null;
  Email: string | null;
  Phone: string | null;
  Status: string;
  LeadSource: string | null;
  IsConverted: boolean;
  ConvertedOpportunityId: string | null;
  CreatedDate: string;
  Owner: Named;
};

export type ReadPeople = ReturnType<typeof createReadPeople>;

const dealFields = 'Id, Name, StageName, Amount, CurrencyIsoCode, CloseDate, Account.Name, Owner.Name';
const leadFields =
  'Id, Name, Company, Title, Email, Phone, Status, LeadSource, IsConverted, ConvertedOpportunityId, CreatedDate, Owner.Name';

/** Accounts, contacts and leads as the record pages show them, read with the rights of who looks. */
export const createReadPeople = ({ query }: ConnectSalesforce) => {
  const readOne = async <T>(user: PageUser, id: string, soql: string): Promise<T | null> =>
    isRecordId(id) ? ((await query<T>(user, soql))[0] ?? null) : null;

  return {
    listAccounts: (user: PageUser): Promise<Account[]> =>
      query(
        user,
        'SELECT Id, Name, Industry, Website, BillingCountry, NumberOfEmployees, Owner.Name FROM Account ORDER BY Name LIMIT 200',
      ),

    listLeads: (user: PageUser): Promise<Lead[]> =>
      query(user, `SELECT ${leadFields} FROM Lead ORDER BY CreatedDate DESC LIMIT 200`),

    readAccount: (user: PageUser, id: string): Promise<Account | null> =>
      readOne(
        user,
        id,
        `SELECT Id, Name, Industry, Website, BillingCountry, NumberOfEmployees, Owner.Name FROM Account WHERE Id = ${quote(id)}`,
      ),

    readContact: (user: PageUser, id: string): Promise<Contact | null> =>
      readOne(
        user,
        id,
        `SELECT Id, Name, Title, Email, Phone, AccountId, Account.Name, Owner.Name FROM Contact WHERE Id = ${quote(id)}`,
      ),

    readLead: (user: PageUser, id: string): Promise<Lead | null> =>
      readOne(user, id, `SELECT ${leadFields} FROM Lead WHERE Id = ${quote(id)}`),

    listContactsOf: (user: PageUser, accountId: string): Promise<ContactRow[]> =>
      query(user, `SELECT Id, Name, Title, Email FROM Contact WHERE AccountId = ${quote(accountId)} ORDER BY Name`),

    listDealsOf: (user: PageUser, accountId: string): Promise<DealRow[]> =>
      query(
        user,
        `SELECT ${dealFields} FROM Opportunity WHERE AccountId = ${quote(accountId)} ORDER BY LastModifiedDate DESC`,
      ),

    listDealsOfContact: async (user: PageUser, contactId: string): Promise<DealRow[]> => {
      const roles = await query<{ OpportunityId: string }>(
        user,
        `SELECT OpportunityId FROM OpportunityContactRole WHERE ContactId = ${quote(contactId)}`,
      );
      const ids = roles.map(({ OpportunityId }) => quote(OpportunityId));
      return ids.length === 0
        ? []
        : query(user, `SELECT ${dealFields} FROM Opportunity WHERE Id IN (${ids.join(', ')})`);
    },

    readDealRow: (user: PageUser, id: string): Promise<DealRow | null> =>
      readOne(user, id, `SELECT ${dealFields} FROM Opportunity WHERE Id = ${quote(id)}`),

    readTask: (
      user: PageUser,
      id: string,
    ): Promise<{
      Id: string;
      Subject: string | null;
      Status: string;
      Priority: string | null;
      ActivityDate: string | null;
      Description: string | null;
      CreatedDate: string;
      Owner: Named;
      What: Named;
      Who: Named;
    } | null> =>
      readOne(
        user,
        id,
        `SELECT Id, Subject, Status, Priority, ActivityDate, Description, CreatedDate, Owner.Name, What.Name, Who.Name FROM Task WHERE Id = ${quote(id)}`,
      ),
  };
};
