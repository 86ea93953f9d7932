import { type ConnectSalesforce, isRecordId, quote } from './connect-salesforce.ts';
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
  AccountId: string | null;
  Account: { Name: string; Industry: string | null } | null;
};

export type ContactRole = {
  Id: string;
  Role: string | null;
  IsPrimary: boolean;
  ContactId: string;
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

const dealFields = 'Id, Name, StageName, Amount, CurrencyIsoCode, CloseDate, Account.Name, Owner.Name';
const insightFields =
  'Id, Name, Title__c, Body__c, Kind__c, Evidence__c, Confidence__c, Model__c, Status__c, Generated_At__c, CreatedDate';
const insightLookups: Record<string, string> = {
  '006': 'Opportunity__c',
  '001': 'Account__c',
  '003': 'Contact__c',
  '00Q': 'Lead__c',
};
/** So many activities stand in the timeline. */
const activityLimit = 25;

/** What the record page shows, read over REST with the rights of the user who looks. */
export const createReadSalesforce = ({ query }: ConnectSalesforce) => {
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
    readDeal: async (user: PageUser, id: string): Promise<Deal | null> => {
      if (!isRecordId(id)) return null;
      const [deal] = await query<Deal>(
        user,
        `SELECT ${dealFields}, AccountId, Account.Industry, Type, Probability, NextStep, Description, IsClosed, CreatedDate, LastModifiedDate FROM Opportunity WHERE Id = ${quote(id)}`,
      );
      return deal ?? null;
    },

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
        `SELECT Id, Role, IsPrimary, ContactId, Contact.Name, Contact.Title, Contact.Email FROM OpportunityContactRole WHERE OpportunityId = ${quote(dealId)}`,
      ),

    /** Of a deal or an account by what they are related to, of a person by whom they are with. */
    listActivities: async (user: PageUser, recordId: string): Promise<Activity[]> => {
      const id = quote(recordId);
      const isPerson = recordId.startsWith('003') || recordId.startsWith('00Q');
      const tie = isPerson ? 'WhoId' : 'WhatId';
      const [emails, tasks, events] = await Promise.all([
        query<Email>(
          user,
          `SELECT Id, Subject, TextBody, FromName, FromAddress, MessageDate FROM EmailMessage WHERE ${isPerson ? 'Activity.WhoId' : 'RelatedToId'} = ${id} ORDER BY MessageDate DESC LIMIT ${activityLimit}`,
        ),
        query<Task>(
          user,
          `SELECT Id, Subject, Description, Status, ActivityDate, CreatedDate, Owner.Name FROM Task WHERE ${tie} = ${id} AND TaskSubtype != 'Email' ORDER BY CreatedDate DESC LIMIT ${activityLimit}`,
        ),
        query<Event>(
          user,
          `SELECT Id, Subject, Description, StartDateTime, Owner.Name FROM Event WHERE ${tie} = ${id} ORDER BY StartDateTime DESC LIMIT ${activityLimit}`,
        ),
      ]);
      return [...emails.map(fromEmail), ...tasks.map(fromTask), ...events.map(fromEvent)]
        .sort((a, b) => b.at.localeCompare(a.at))
        .slice(0, activityLimit);
    },

    listInsights: async (user: PageUser, recordId: string): Promise<InsightRow[]> => {
      const lookup = insightLookups[recordId.slice(0, 3)];
      if (!lookup || !isRecordId(recordId)) return [];
      return query(
        user,
        `SELECT ${insightFields} FROM Dealside_Insight__c WHERE ${lookup} = ${quote(recordId)} ORDER BY CreatedDate DESC`,
      );
    },

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
