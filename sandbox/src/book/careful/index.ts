import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';
import { writeNorthwindRenewal } from './northwind-renewal.ts';

/** Deals written by hand, the one to show first. */
export const writeCarefulDeals = (calendar: Calendar): DealScript[] => [writeNorthwindRenewal(calendar)];
