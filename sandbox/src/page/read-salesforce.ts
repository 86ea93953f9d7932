import { Connection } from '@jsforce/jsforce-node';
import type { PageUser } from './page-user.ts';

export type DealRow = {
  Id: string;
  Name: string;
  StageName: string;
  Amount: number | null;
  CurrencyIsoCode: string | null;
  CloseDate: string;
  Account: { Name: string } | null;
  Owner: { Name: string } | null;
};

export type Deal = DealRow & {
  Type: string | null;
  Probability: number | null;
  NextStep: string | null;
  Description: string | null;
  IsClosed: boolean;
  CreatedDate: string;
  LastModifiedDate: string;
  Account: { Name: string; Industry: string | null } | null;
};

export type ContactRole = {
  Id: string;
  Role: string | null;
  IsPrimary: boolean;
  Contact: { Name: string; Title: string | null; Email: string | null } | null;
};

export type Activity = {
  id: string;
  kind: 'email' | 'task' | 'event';
  subject: string;
  text: string;
  who: string;
  /** When it happened or is due. */
  at: string;
  isOpen: boolean;
};

export type InsightRow = {
  Id: string;
  Name: string;
  Title__c: string | null;
  Body__c: string | null;
  Kind__c: string | null;
  Evidence__c: string | null;
  Confidence__c: number | null;
  Model__c: string | null;
  Status__c: string | null;
  Generated_At__c: string | null;
  CreatedDate: string;
};

export type ReadSalesforce = ReturnType<typeof createReadSalesforce>;

const apiVersion = '63.0';
const dealFields = 'Id, Name, StageName, Amount, CurrencyIsoCode, CloseDate, Account.Name, Owner.Name';
const insightFields =
  'Id, Name, Title__c, Body__c, Kind__c, Evidence__c, Confidence__c, Model__c, Status__c, Generated_At__c, CreatedDate';
/** So many activities stand in the timeline. */
const activityLimit = 25;

/** A value in a SOQL string. */
const quote = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** What the record page shows, read over REST with the rights of the user who looks. */
export const createReadSalesforce = (options: {
  salesforceUrl: string;
  /** An OAuth access token of this user. */
  issueAccessToken: (userId: string) => Promise<string>;
}) => {
  const connections = new Map<string, Connection>();

  const connect = async (user: PageUser): Promise<Connection> => {
    const known = connections.get(user.id);
    if (known) return known;
    const connection = new Connection({
      instanceUrl: options.salesforceUrl,
      accessToken: await options.issueAccessToken(user.id),
      version: apiVersion,
      refreshFn: (_connection, done) => {
        options.issueAccessToken(user.id).then((token) => done(null, token), done);
      },
    });
    connections.set(user.id, connection);
    return connection;
  };
  const query = async <T>(user: PageUser, soql: string): Promise<T[]> =>
    (await (await connect(user)).query(soql)).records as unknown as T[];

  return {
    listDeals: (user: PageUser, search: string): Promise<DealRow[]> =>
      query(
        user,
        `SELECT ${dealFields} FROM Opportunity ${search ? `WHERE Name LIKE ${quote(`%${search}%`)}` : ''} ORDER BY LastModifiedDate DESC LIMIT 200`,
      ),

    findDealByName: async (user: PageUser, name: string): Promise<string | null> =>
      (await query<{ Id: string }>(user, `SELECT Id FROM Opportunity WHERE Name = ${quote(name)} LIMIT 1`))[0]?.Id ??
      null,

    /** Null when there is no such deal or this user may not see it: Salesforce does not tell them apart. */
    readDeal: async (user: PageUser, id: string): Promise<Deal | null> =>
      (
        await query<Deal>(
          user,
          `SELECT ${dealFields}, Account.Industry, Type, Probability, NextStep, Description, IsClosed, CreatedDate, LastModifiedDate FROM Opportunity WHERE Id = ${quote(id)}`,
        )
      )[0] ?? null,

    /** The open stages in use, by their probability: an org's own stages are what its deals stand in. */
    listStages: async (user: PageUser): Promise<string[]> => {
      const rows = await query<{ StageName: string; probability: number }>(
        user,
        'SELECT StageName, AVG(Probability) probability FROM Opportunity WHERE IsClosed = false GROUP BY StageName',
      );
      return rows.sort((a, b) => a.probability - b.probability).map(({ StageName }) => StageName);
    },

    listContactRoles: (user: PageUser, dealId: string): Promise<ContactRole[]> =>
      query(
        user,
        `SELECT Id, Role, IsPrimary, Contact.Name, Contact.Title, Contact.Email FROM OpportunityContactRole WHERE OpportunityId = ${quote(dealId)}`,
      ),

    listActivities: async (user: PageUser, dealId: string): Promise<Activity[]> => {
      const id = quote(dealId);
      const [emails, tasks, events] = await Promise.all([
        query<Email>(
          user,
          `SELECT Id, Subject, TextBody, FromName, FromAddress, MessageDate FROM EmailMessage WHERE RelatedToId = ${id} ORDER BY MessageDate DESC LIMIT ${activityLimit}`,
        ),
        query<Task>(
          user,
          `SELECT Id, Subject, Description, Status, ActivityDate, CreatedDate, Owner.Name FROM Task WHERE WhatId = ${id} ORDER BY CreatedDate DESC LIMIT ${activityLimit}`,
        ),
        query<Event>(
          user,
          `SELECT Id, Subject, Description, StartDateTime, Owner.Name FROM Event WHERE WhatId = ${id} ORDER BY StartDateTime DESC LIMIT ${activityLimit}`,
        ),
      ]);
      return [...emails.map(fromEmail), ...tasks.map(fromTask), ...events.map(fromEvent)]
        .sort((a, b) => b.at.localeCompare(a.at))
        .slice(0, activityLimit);
    },

    listInsights: (user: PageUser, dealId: string): Promise<InsightRow[]> =>
      query(
        user,
        `SELECT ${insightFields} FROM Dealside_Insight__c WHERE Opportunity__c = ${quote(dealId)} ORDER BY CreatedDate DESC`,
      ),

    readInsight: async (user: PageUser, id: string): Promise<InsightRow | null> =>
      (await query<InsightRow>(user, `SELECT ${insightFields} FROM Dealside_Insight__c WHERE Id = ${quote(id)}`))[0] ??
      null,
  };
};

type Email = {
  Id: string;
  Subject: string | null;
  TextBody: string | null;
  FromName: string | null;
  FromAddress: string | null;
  MessageDate: string;
};
type Task = {
  Id: string;
  Subject: string | null;
  Description: string | null;
  Status: string;
  ActivityDate: string | null;
  CreatedDate: string;
  Owner: { Name: string } | null;
};
type Event = {
  Id: string;
  Subject: string | null;
  Description: string | null;
  StartDateTime: string;
  Owner: { Name: string } | null;
};

const fromEmail = (email: Email): Activity => ({
  id: email.Id,
  kind: 'email',
  subject: email.Subject ?? '(no subject)',
  text: email.TextBody ?? '',
  who: email.FromName ?? email.FromAddress ?? '',
  at: email.MessageDate,
  isOpen: false,
});

const fromTask = (task: Task): Activity => ({
  id: task.Id,
  kind: 'task',
  subject: task.Subject ?? 'Task',
  text: task.Description ?? '',
  who: task.Owner?.Name ?? '',
  at: task.ActivityDate ?? task.CreatedDate,
  isOpen: task.Status !== 'Completed',
});

const fromEvent = (event: Event): Activity => ({
  id: event.Id,
  kind: 'event',
  subject: event.Subject ?? 'Event',
  text: event.Description ?? '',
  who: event.Owner?.Name ?? '',
  at: event.StartDateTime,
  isOpen: Date.parse(event.StartDateTime) > Date.now(),
});
