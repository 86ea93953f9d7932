import type { BookUser } from './book.ts';

/** The seller: a made-up maker of software that matches orders, deliveries and invoices. */
export const seller = { name: 'Tallybridge', domain: 'tallybridge.example' };

export type SellerKey = 'ada' | 'helen' | 'maya' | 'jonas' | 'sam' | 'lucia' | 'owen';

export const sellers: Record<
  SellerKey,
  { firstName: string; lastName: string; title: string; phone: string; profile: BookUser['profile'] }
> = {
  ada: { firstName: 'Ada', lastName: 'Moreau', title: 'Revenue Systems', phone: '+31 20 555 0100', profile: 'admin' },
  helen: { firstName: 'Helen', lastName: 'Osei', title: 'VP Sales', phone: '+44 20 5550 0142', profile: 'manager' },
  maya: {
    firstName: 'Maya',
    lastName: 'Lindqvist',
    title: 'Account Executive',
    phone: '+46 8 555 01 27',
    profile: 'rep',
  },
  jonas: {
    firstName: 'Jonas',
    lastName: 'Weber',
    title: 'Account Executive',
    phone: '+49 30 555 0133',
    profile: 'rep',
  },
  sam: {
    firstName: 'Sam',
    lastName: 'Okafor',
    title: 'Senior Account Executive',
    phone: '+44 20 5550 0118',
    profile: 'rep',
  },
  lucia: {
    firstName: 'Lucía',
    lastName: 'Ferrer',
    title: 'Account Executive',
    phone: '+34 91 555 0171',
    profile: 'rep',
  },
  owen: { firstName: 'Owen', lastName: 'Pryce', title: 'Account Executive', phone: '+1 617 555 0155', profile: 'rep' },
};

export const repKeys = ['maya', 'jonas', 'sam', 'lucia', 'owen'] as const satisfies readonly SellerKey[];
