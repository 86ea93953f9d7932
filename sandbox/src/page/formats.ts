const locale = 'en-GB';

export const formatMoney = (amount: number | null, currency: string | null): string => {
  if (amount === null) return '';
  const options = { maximumFractionDigits: 0, ...(currency ? { style: 'currency' as const, currency } : {}) };
  return new Intl.NumberFormat(locale, options).format(amount);
};

export const formatDay = (at: string | null): string =>
  at === null ? '' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(at));

export const formatMoment = (at: string | null): string =>
  at === null ? '' : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
