const labels: Record<string, string> = {
  name: 'Name',
  stage: 'Stage',
  amount: 'Amount',
  currency: 'Currency',
  closeDate: 'Close date',
  nextStep: 'Next step',
  description: 'Description',
  probability: 'Probability',
  ownerName: 'Owner',
  forecastCategory: 'Forecast category',
  createdAt: 'Created',
  isClosed: 'Closed',
  isWon: 'Won',
};

/** What a seller calls a field of a deal: `closeDate` → `Close date`. */
export const dealFieldLabel = (field: string): string =>
  labels[field] ??
  field
    .replace(/__c$/, '')
    .replace(/[_]+/g, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
