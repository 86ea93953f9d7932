/** What a page says about a sign-in that did not work, by cause. */
export type PageProblem =
  | 'bad_request'
  | 'ended'
  | 'crm_unavailable'
  | 'org_not_bound'
  | 'wrong_org'
  | 'other_user'
  | 'deactivated'
  | 'no_new_users'
  | 'email_not_verified'
  | 'email_taken'
  | 'internal';

type Words = {
  signIn: { title: string; body: string; next: string; cancel: string };
  connected: { title: string; body: (name: string) => string };
  problem: { title: string; retry: string; back: string; requestId: (id: string) => string };
  problems: Record<PageProblem, string>;
};

const english: Words = {
  signIn: {
    title: 'Connect Dealside',
    body: 'Salesforce asks you to sign in. Dealside then reads and writes there with your rights, and with nobody else’s. You do this once.',
    next: 'Continue to Salesforce',
    cancel: 'Not now',
  },
  connected: {
    title: 'Connected',
    body: (name) => `${name} is connected to Dealside. You can close this window.`,
  },
  problem: {
    title: 'Not connected',
    retry: 'Try again',
    back: 'Go back',
    requestId: (id) => `If you report this, name ${id}.`,
  },
  problems: {
    bad_request: 'This sign-in cannot go on. Go back and choose Connect again.',
    ended: 'This sign-in was refused, was used before, or is too old. Go back and choose Connect again.',
    crm_unavailable: 'Salesforce is not answering right now. Try again in a moment.',
    org_not_bound: 'No Salesforce org is set up for your company in Dealside yet. Ask your administrator.',
    wrong_org:
      'You signed in to another Salesforce org than the one your company uses with Dealside. Sign in there as yourself.',
    other_user: 'Another person signed in to Salesforce than the one who started. Sign in as the same person.',
    deactivated: 'Your access to Dealside was switched off. Ask your administrator.',
    no_new_users: 'Your administrator adds people to Dealside by hand. Ask them to add you.',
    email_not_verified: 'Salesforce has not verified your mail address yet. Verify it there, then connect again.',
    email_taken:
      'Another Salesforce user with your mail address is connected to Dealside already. Ask your administrator.',
    internal: 'Something went wrong in Dealside. It has been noted.',
  },
};

const german: Words = {
  signIn: {
    title: 'Dealside verbinden',
    body: 'Salesforce bittet Sie, sich anzumelden. Danach liest und schreibt Dealside dort mit Ihren Rechten und mit denen von niemandem sonst. Das ist einmal nötig.',
    next: 'Weiter zu Salesforce',
    cancel: 'Jetzt nicht',
  },
  connected: {
    title: 'Verbunden',
    body: (name) => `${name} ist mit Dealside verbunden. Sie können dieses Fenster schließen.`,
  },
  problem: {
    title: 'Nicht verbunden',
    retry: 'Noch einmal versuchen',
    back: 'Zurück',
    requestId: (id) => `Wenn Sie das melden, nennen Sie ${id}.`,
  },
  problems: {
    bad_request: 'Diese Anmeldung kann nicht weitergehen. Gehen Sie zurück und verbinden Sie sich noch einmal.',
    ended:
      'Diese Anmeldung wurde abgelehnt, schon benutzt oder ist zu alt. Gehen Sie zurück und verbinden Sie sich noch einmal.',
    crm_unavailable: 'Salesforce antwortet gerade nicht. Versuchen Sie es gleich noch einmal.',
    org_not_bound:
      'Für Ihr Unternehmen ist in Dealside noch keine Salesforce-Organisation eingerichtet. Fragen Sie Ihre Administration.',
    wrong_org:
      'Sie haben sich in einer anderen Salesforce-Organisation angemeldet als der, die Ihr Unternehmen mit Dealside nutzt. Melden Sie sich dort an.',
    other_user:
      'In Salesforce hat sich jemand anderes angemeldet als die Person, die begonnen hat. Melden Sie sich als dieselbe Person an.',
    deactivated: 'Ihr Zugang zu Dealside wurde abgeschaltet. Fragen Sie Ihre Administration.',
    no_new_users: 'Ihre Administration nimmt Personen von Hand in Dealside auf. Bitten Sie darum.',
    email_not_verified:
      'Salesforce hat Ihre Mailadresse noch nicht bestätigt. Bestätigen Sie sie dort und verbinden Sie sich dann noch einmal.',
    email_taken:
      'Mit Ihrer Mailadresse ist schon ein anderer Salesforce-Benutzer mit Dealside verbunden. Fragen Sie Ihre Administration.',
    internal: 'In Dealside ist etwas schiefgegangen. Es wurde vermerkt.',
  },
};

export type PageLanguage = 'en' | 'de';

export const pageWords: Record<PageLanguage, Words> = { en: english, de: german };

/** The first of the two languages that the browser names, by its own order of preference (RFC 9110, 12.5.4). */
export const chooseLanguage = (acceptLanguage: string): PageLanguage => {
  const wanted = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((text) => /^\s*q=([\d.]+)/.exec(text)?.[1]).find((value) => value !== undefined);
      return { language: tag.split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wanted.find(({ language }) => language === 'de' || language === 'en')?.language === 'de' ? 'de' : 'en';
};
