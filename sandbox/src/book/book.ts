import type { SignalCode } from '@dealside/shared';

/**
 * A made-up book of business, the truth behind the stand-ins. Ids are 18-character Salesforce ids; times are ISO;
 * the whole book is a function of (seed, now): the same two give the same book.
 */
export type Book = {
  seed: number;
  /** "Today" of the book: everything happened before it, open tasks and events may lie after it. */
  now: string;
  orgId: string;
  users: BookUser[];
  accounts: BookAccount[];
  contacts: BookContact[];
  opportunities: BookOpportunity[];
  contactRoles: { id: string; opportunityId: string; contactId: string; role: string; isPrimary: boolean }[];
  fieldHistory: {
    id: string;
    opportunityId: string;
    field: string;
    oldValue: string | null;
    newValue: string | null;
    createdDate: string;
    createdById: string;
  }[];
  tasks: BookTask[];
  events: BookEvent[];
  emails: BookEmail[];
  /** Not in the CRM: WebVTT or plain text files for the file ingest. */
  transcripts: BookTranscript[];
  labels: BookLabel[];
  /** People who are no customers yet, each with their own mail and tasks. */
  leads: BookLead[];
};

export type BookUser = {
  id: string;
  username: string;
  email: string;
  name: string;
  profile:
    | 'rep'
    | 'manager'
    | 'admin' /** Manager and admin see all; a rep sees what they own or what is shared with them. */;
  sharedOpportunityIds: string[];
};
export type BookAccount = {
  id: string;
  name: string;
  industry: string;
  website: string;
  billingCountry: string;
  numberOfEmployees: number;
  ownerId: string;
};
export type BookContact = {
  id: string;
  accountId: string;
  firstName: string;
  lastName: string;
  title: string;
  email: string;
  phone: string;
  ownerId: string;
};
export type BookOpportunity = {
  id: string;
  accountId: string;
  name: string;
  stageName: string;
  amount: number | null;
  currency: string;
  closeDate: string;
  createdDate: string;
  nextStep: string | null;
  description: string | null;
  probability: number;
  isClosed: boolean;
  isWon: boolean;
  ownerId: string;
  type: string;
  lastModifiedDate: string;
  /** Written by hand and read first. */
  isCareful: boolean;
  /** Weights, thresholds and phrase lists are fitted on `tune`; figures are reported on `report`. */
  split: 'tune' | 'report';
};
type BookTask = {
  id: string;
  whatId: string;
  whoId: string | null;
  subject: string;
  description: string;
  status: string;
  activityDate: string | null;
  createdDate: string;
  ownerId: string;
  type: string;
};
type BookEvent = {
  id: string;
  whatId: string;
  whoId: string | null;
  subject: string;
  description: string;
  startDateTime: string;
  endDateTime: string;
  createdDate: string;
  ownerId: string;
  attendeeContactIds: string[];
};
export type BookEmail = {
  id: string;
  relatedToId: string;
  fromAddress: string;
  fromName: string;
  toAddresses: string[];
  ccAddresses: string[];
  subject: string;
  /** With quoted tails and signatures, as mail is. */
  textBody: string;
  messageDate: string;
  incoming: boolean;
  threadIdentifier: string;
  messageIdentifier: string;
  replyToEmailMessageId: string | null;
};
export type BookLead = {
  id: string;
  firstName: string;
  lastName: string;
  company: string;
  title: string;
  email: string;
  phone: string;
  status: 'Open - Not Contacted' | 'Working - Contacted' | 'Closed - Converted' | 'Closed - Not Converted';
  leadSource: string;
  ownerId: string;
  createdDate: string;
  convertedOpportunityId: string | null;
  /** Each logged as an activity that names the lead: the mail itself is related to nothing. */
  emails: (Omit<BookEmail, 'relatedToId' | 'ccAddresses' | 'messageIdentifier'> & { activityId: string })[];
  tasks: Pick<BookTask, 'id' | 'subject' | 'description' | 'status' | 'activityDate' | 'createdDate'>[];
};
export type BookTranscript = {
  fileName: string;
  opportunityId: string;
  accountId: string;
  at: string;
  title: string;
  format: 'vtt' | 'txt';
  content: string;
};

/** One labelled truth. For text: the exact sentence in its source. For CRM signals: `source` is the opportunity. */
export type BookLabel = {
  opportunityId: string;
  code: SignalCode;
  source:
    | { type: 'email' | 'transcript' | 'task' | 'event'; id: string; sentence: string }
    | { type: 'crm'; field: string };
  who: string | null;
  due: string | null;
  split: 'tune' | 'report';
};
