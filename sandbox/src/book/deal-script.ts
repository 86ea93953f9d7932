/**
 * How a deal is written down before it becomes records: people by a short key, texts with their labels marked in place
 * (see `readMarkedText`). Hand-written and generated deals have the same form.
 */
export type DealScript = {
  /** Unique; also begins the names of transcript files. */
  key: string;
  split: 'tune' | 'report';
  isCareful: boolean;
  account: AccountScript;
  ownerKey: string;
  name: string;
  stage: Stage;
  amount: number | null;
  currency: string;
  /** `YYYY-MM-DD` */
  closeDate: string;
  createdAt: string;
  nextStep: string | null;
  description: string | null;
  type: 'New Business' | 'Existing Business' | 'Renewal';
  /** Person key → OpportunityContactRole.Role; the first is primary. */
  roles: Record<string, string>;
  history: ScriptChange[];
  items: ScriptItem[];
  /** People who write or speak but are no contact: a lawyer, a former colleague. */
  others?: Record<string, PersonScript>;
};

export type Stage =
  | 'Qualification'
  | 'Discovery'
  | 'Evaluation'
  | 'Proposal'
  | 'Negotiation'
  | 'Closed Won'
  | 'Closed Lost';

export type AccountScript = {
  key: string;
  name: string;
  industry: string;
  domain: string;
  country: string;
  employees: number;
  people: Record<string, PersonScript>;
};

export type PersonScript = {
  firstName: string;
  lastName: string;
  title: string;
  /** Default: `first.last@domain`. */
  email?: string;
  phone?: string;
  /** How this person's mail program quotes. Default: by the thread. */
  quoting?: 'gmail' | 'outlook' | 'german' | 'french';
  /** Lines below the name; default: title, company, phone. Empty string: none. */
  signature?: string;
};

export type ScriptChange = {
  at: string;
  field: 'StageName' | 'CloseDate' | 'Amount' | 'NextStep';
  from: string | null;
  to: string | null;
  by?: string;
};

export type ScriptMail = {
  kind: 'mail';
  at: string;
  from: string;
  to: string[];
  cc?: string[];
  /** Of the first mail of a thread; later ones get "Re: ". */
  subject: string;
  /** Mails with one key are one thread, each the answer to the one before. */
  thread: string;
  /** Marked text with greeting and closing; signature and quoted mail are added. */
  body: string;
  /** Default: as the sender's mail program does; `none` leaves the earlier mail out. */
  quote?: 'none';
  /** Raw text put below the signature as it is: a forwarded thread, a disclaimer. Never labelled. */
  below?: string;
  /** Replaces the sender's signature block. */
  signature?: string;
};

export type ScriptCall = {
  kind: 'call';
  at: string;
  title: string;
  format: 'vtt' | 'txt';
  /** Speaker (a person key, or a name as the recorder shows it) and marked text. `!` before the key: cuts in early. */
  turns: [speaker: string, text: string][];
};

type ScriptMeeting = {
  kind: 'meeting';
  at: string;
  minutes: number;
  subject: string;
  description: string;
  attendees: string[];
  createdAt?: string;
};

type ScriptTask = {
  kind: 'task';
  createdAt: string;
  /** `YYYY-MM-DD` */
  due: string | null;
  status: 'Not Started' | 'In Progress' | 'Completed';
  subject: string;
  description: string;
  with?: string;
  type?: 'Call' | 'Email' | 'Other';
  by?: string;
};

export type ScriptItem = ScriptMail | ScriptCall | ScriptMeeting | ScriptTask;
