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
