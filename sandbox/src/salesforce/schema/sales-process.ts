/** Stages of the made-up org's sales process: probability, and how a deal ends. */
export const stages: Record<string, { probability: number; isClosed: boolean; isWon: boolean; forecast: string }> = {
  Qualification: { probability: 10, isClosed: false, isWon: false, forecast: 'Pipeline' },
  Discovery: { probability: 20, isClosed: false, isWon: false, forecast: 'Pipeline' },
  Evaluation: { probability: 40, isClosed: false, isWon: false, forecast: 'Pipeline' },
  Proposal: { probability: 60, isClosed: false, isWon: false, forecast: 'Pipeline' },
  Negotiation: { probability: 80, isClosed: false, isWon: false, forecast: 'Pipeline' },
  'Closed Won': { probability: 100, isClosed: true, isWon: true, forecast: 'Closed' },
  'Closed Lost': { probability: 0, isClosed: true, isWon: false, forecast: 'Omitted' },
};

/** Fields whose changes are written to OpportunityFieldHistory, and the name they have there. */
export const trackedOpportunityFields: Record<string, string> = {
  StageName: 'StageName',
  Amount: 'Amount',
  CloseDate: 'CloseDate',
  NextStep: 'NextStep',
  OwnerId: 'Owner',
  Renewal_Risk__c: 'Renewal_Risk__c',
};

/** What the made-up org's picklists offer. */
export const currencies = ['CHF', 'EUR', 'GBP', 'USD'];

export const competitors = ['Acme', 'Ledgerline', 'Paperfree', 'In-house'];

export const contactRoles = [
  'Business User',
  'Champion',
  'Decision Maker',
  'Economic Buyer',
  'Evaluator',
  'Executive Sponsor',
  'Influencer',
  'Technical Buyer',
  'Other',
];

export const industries = [
  ...['Aerospace', 'Agriculture', 'Apparel', 'Automotive', 'Banking', 'Biotechnology', 'Chemicals', 'Construction'],
  ...['Consulting', 'Consumer Goods', 'Consumer Services', 'Education', 'Electronics', 'Energy', 'Food & Beverage'],
  ...['Forestry', 'Furniture', 'Government', 'Healthcare', 'Hospitality', 'Insurance', 'Manufacturing', 'Media'],
  ...['Metals', 'Mining', 'Packaging', 'Pharmaceuticals', 'Real Estate', 'Retail', 'Shipbuilding', 'Technology'],
  ...['Telecommunications', 'Transportation', 'Travel', 'Utilities', 'Wholesale', 'Other'],
];
