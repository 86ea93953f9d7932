import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** Nothing but the record: no mail, no call, no contact. */
export const writePalisadeLabs = ({ day, at }: Calendar): DealScript => ({
  key: 'palisade-labs-inquiry',
  split: 'report',
  isCareful: true,
  account: {
    key: 'palisade-labs',
    name: 'Palisade Labs',
    industry: 'Biotechnology',
    domain: 'palisadelabs.example',
    country: 'United States',
    employees: 160,
    people: {},
  },
  ownerKey: 'owen',
  name: 'Palisade Labs – web inquiry',
  stage: 'Qualification',
  amount: null,
  currency: 'USD',
  closeDate: day(45).iso,
  createdAt: at(-4, '18:22'),
  nextStep: null,
  description: null,
  type: 'New Business',
  roles: {},
  history: [],
  items: [],
});
