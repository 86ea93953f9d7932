import LOCALE from '@salesforce/i18n/locale';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { words } from 'c/dealsideLabels';
import { createView } from 'c/dealsideView';

/** The shared wording in the org's labels and the user's locale. */
export const view = createView({ words, locale: LOCALE, timeZone: TIME_ZONE });
export { words };
