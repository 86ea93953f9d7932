/** What people call the objects, in English and German, besides their labels. */
export const objectSynonyms: Readonly<Record<string, string>> = {
  Opportunity:
    'opportunity|opp|opps|deal|business opportunity|verkaufschance|verkaufschancen|chance|chancen|geschaft|geschafte|pipeline|sales pipeline',
  Account:
    'account|company|companies|customer|client|firm|organization|organisation|kunde|kunden|firma|firmen|unternehmen|kundenkonto|kundenkonten',
  Contact:
    'contact|person|people|persons|stakeholder|kontakt|kontakte|kontakten|ansprechpartner|ansprechpartnerin|ansprechpartnern|personen',
  Lead: 'lead|interessent|interessenten',
  Task: 'task|to do|todo|to dos|todos|follow up|follow ups|followup|aufgabe|aufgaben',
  Event:
    'event|meeting|appointment|calendar event|calendar entry|termin|termine|terminen|besprechung|besprechungen|treffen',
  OpportunityContactRole: 'contact role|opportunity contact role|buying role|kontaktrolle|kontaktrollen',
};

/** What people call fields besides their labels; a key without an object is for every object that has the field. */
export const fieldSynonyms: Readonly<Record<string, string>> = {
  'Opportunity.Amount':
    'amount|value|deal size|deal value|deal amount|size|volume|revenue|price|budget|acv|tcv|arr|worth|betrag|wert|volumen|umsatz|dealgrosse|auftragswert|summe|money|pipeline value',
  'Opportunity.CloseDate':
    'close date|closing date|expected close date|expected close|date of closing|closedate|abschlussdatum|abschlusstermin|schlusstermin|schlussdatum',
  'Opportunity.StageName': 'stage|sales stage|phase|verkaufsphase|stufe|status|deal stage|stages|phasen',
  'Opportunity.NextStep':
    'next step|next action|next activity planned|nachster schritt|nachsten schritt|nachste schritte|nachsten schritte|nachstem schritt|next move',
  'Opportunity.Probability': 'probability|likelihood|win probability|chance of winning|wahrscheinlichkeit|odds',
  'Opportunity.PushCount':
    'push count|pushes|pushed|postponed|slipped|pushed back|pushed out|moved back|verschoben|verschoben wurden|verschoben worden|been pushed|were pushed|got pushed',
  'Opportunity.Type': 'type|deal type|opportunity type|kind of deal|typ|art',
  'Opportunity.LeadSource': 'lead source|source|origin|quelle|leadquelle|herkunft',
  'Opportunity.ForecastCategory': 'forecast category|forecast|prognosekategorie|forecast status',
  'Opportunity.CurrencyIsoCode': 'currency|currencies|wahrung|wahrungen',
  'Opportunity.LastStageChangeDate': 'last stage change|last stage change date|stage change date',
  'Account.Industry': 'industry|sector|vertical|branche|branchen|industrie',
  'Account.BillingCountry': 'country|billing country|land|countries|lander',
  'Account.BillingCity': 'city|town|billing city|stadt|ort',
  'Account.NumberOfEmployees':
    'employee|employees|staff|headcount|mitarbeiter|mitarbeitern|mitarbeitende|beschaftigte|company size|number of employees',
  'Account.AnnualRevenue': 'annual revenue|revenue|turnover|yearly revenue|jahresumsatz|umsatz',
  'Account.Website': 'website|web site|homepage|webseite',
  'Account.Type': 'type|account type|kind of account|typ',
  'Contact.Title': 'title|job title|position|job|titel|funktion',
  'Contact.Department': 'department|abteilung',
  'Contact.MobilePhone':
    'mobile|mobile phone|mobile number|cell|cell phone|cell number|handy|handynummer|mobilnummer|mobiltelefon',
  'Lead.Company': 'company name|firma',
  'Lead.Status': 'status|lead status',
  'Task.Priority': 'priority|prioritat',
  'Task.Status': 'status|task status',
  'Task.ActivityDate': 'due date|falligkeit|falligkeitsdatum|deadline',
  'Event.Location': 'location|place|ort',
  'OpportunityContactRole.Role': 'role|contact role|rolle',
  'OpportunityContactRole.IsPrimary': 'primary|main contact|primary contact|hauptansprechpartner|hauptkontakt',
  Email:
    'email|email address|e mail|e mail address|mail address|mail|emails|e mails|mailadresse|emailadresse|e mail adresse',
  Phone: 'phone|phone number|telephone|telephone number|telefon|telefonnummer|rufnummer',
  Subject: 'subject|betreff',
  Description: 'description|notes|beschreibung',
  Name: 'name',
  LastActivityDate: 'last activity|last activity date|last touch|last contact|letzte aktivitat|letzter kontakt',
  CreatedDate: 'created date|creation date|date created|erstellungsdatum|erstelldatum|anlagedatum|age',
  LastModifiedDate: 'last modified|last modified date|last update|last change|anderungsdatum',
};

/** The person a record belongs to. */
export const ownerSynonyms =
  'owner|rep|sales rep|sales reps|seller|salesperson|sales person|account executive|account executives|ae|aes|owner name|team member|besitzer|inhaber|verkaufer|verkauferin|vertriebler|vertriebsmitarbeiter|vertriebsmitarbeiterin|zustandige|zustandigen|verantwortliche|verantwortlichen|person responsible';

/** Jobs, with the other ways in which titles say them. */
export const jobTitles: Readonly<Record<string, readonly string[]>> = {
  cfo: ['CFO', 'Chief Financial Officer'],
  ceo: ['CEO', 'Chief Executive Officer'],
  cto: ['CTO', 'Chief Technology Officer'],
  cio: ['CIO', 'Chief Information Officer'],
  coo: ['COO', 'Chief Operating Officer'],
  cmo: ['CMO', 'Chief Marketing Officer'],
  cpo: ['CPO', 'Chief Procurement Officer'],
  ciso: ['CISO', 'Chief Information Security Officer'],
  vp: ['VP', 'Vice President'],
  'chief financial officer': ['CFO', 'Chief Financial Officer'],
  'chief executive officer': ['CEO', 'Chief Executive Officer'],
  'chief operating officer': ['COO', 'Chief Operating Officer'],
  'chief information officer': ['CIO', 'Chief Information Officer'],
  'managing director': ['Managing Director'],
  'finance director': ['Finance Director', 'Director of Finance'],
  director: ['Director'],
  controller: ['Controller'],
  founder: ['Founder'],
  'it manager': ['IT Manager'],
  'project manager': ['Project Manager'],
  'operations manager': ['Operations Manager'],
  architect: ['Architect'],
  geschaftsfuhrer: ['Geschäftsführer', 'Managing Director'],
  geschaftsfuhrerin: ['Geschäftsführer', 'Managing Director'],
};
