import { stem, wordsOf } from './tokens.ts';

/** Names a CRM may hold for a country: in English, in German, by its code, and others in use. */
export type Country = { label: string; names: readonly string[] };

const others: Readonly<Record<string, readonly string[]>> = {
  US: ['USA', 'United States of America', 'U.S.', 'U.S.A.', 'America'],
  GB: ['UK', 'Great Britain', 'Britain', 'England', 'U.K.'],
  CZ: ['Czech Republic', 'Czechia'],
  NL: ['Holland', 'The Netherlands'],
  TR: ['Turkey', 'Türkiye'],
};

const adjectives: Readonly<Record<string, string>> = {
  DE: 'german|deutsch|deutsche|deutschen|deutscher',
  AT: 'austrian|osterreichische|osterreichischen',
  CH: 'swiss|schweizer|schweizerische',
  GB: 'british|english|britische|britischen',
  US: 'american|us|amerikanische|amerikanischen',
  FR: 'french|franzosische|franzosischen',
  NL: 'dutch|niederlandische|niederlandischen|hollandische',
  BE: 'belgian|belgische|belgischen',
  ES: 'spanish|spanische|spanischen',
  IT: 'italian|italienische|italienischen',
  PT: 'portuguese|portugiesische',
  PL: 'polish|polnische|polnischen',
  CZ: 'czech|tschechische',
  SE: 'swedish|schwedische|schwedischen',
  NO: 'norwegian|norwegische',
  DK: 'danish|danische|danischen',
  FI: 'finnish|finnische|finnischen',
  IE: 'irish|irische|irischen',
  CA: 'canadian|kanadische',
  AU: 'australian|australische',
};

const regions: Readonly<Record<string, readonly string[]>> = {
  dach: ['DE', 'AT', 'CH'],
  nordics: ['SE', 'NO', 'DK', 'FI', 'IS'],
  scandinavia: ['SE', 'NO', 'DK'],
  skandinavien: ['SE', 'NO', 'DK'],
  benelux: ['BE', 'NL', 'LU'],
  baltics: ['EE', 'LV', 'LT'],
  iberia: ['ES', 'PT'],
};

/** ISO 3166-1 codes in use; the runtime names them. */
const codes =
  'AD AE AL AM AO AR AT AU AZ BA BD BE BG BH BO BR BY CA CH CL CM CN CO CR CY CZ DE DK DO DZ EC EE EG ES ET FI FR GB GE GH GR GT HK HN HR HU ID IE IL IN IS IT JM JO JP KE KH KR KW KZ LB LI LK LT LU LV MA MC MD ME MK MT MU MX MY NG NI NL NO NP NZ OM PA PE PH PK PL PR PT PY QA RO RS RU SA SE SG SI SK SN SV TH TN TR TW TZ UA UG US UY UZ VE VN ZA ZM ZW';

/** Phrase → country, by every name, adjective and region known. */
const createCountries = (): ReadonlyMap<string, Country> => {
  const english = new Intl.DisplayNames(['en'], { type: 'region' });
  const german = new Intl.DisplayNames(['de'], { type: 'region' });
  const countries = new Map<string, Country>();
  const byCode = new Map<string, Country>();
  const key = (phrase: string) => wordsOf(phrase).map(stem).join(' ');
  for (const code of codes.split(' ')) {
    const names = [english.of(code), german.of(code), ...(others[code] ?? [])].filter((name) => name !== undefined);
    const label = names[0] ?? code;
    const country = { label, names: [...new Set([...names, code])] };
    byCode.set(code, country);
    for (const name of names) countries.set(key(name), country);
    for (const adjective of adjectives[code]?.split('|') ?? []) countries.set(key(adjective), country);
  }
  for (const [region, members] of Object.entries(regions)) {
    const of = members.flatMap((code) => byCode.get(code) ?? []);
    countries.set(region, {
      label: of.map(({ label }) => label).join(', '),
      names: of.flatMap(({ names }) => names),
    });
  }
  return countries;
};

/** The same for everybody, and some milliseconds to make. */
export const countries: ReadonlyMap<string, Country> = createCountries();
