import { wordsOf } from './tokens.ts';

/** Words that say how things are put together, in English and German. */
const table = {
  moreThan:
    'over|above|more than|greater than|bigger than|larger than|higher than|exceeding|exceeds|exceed|beyond|upwards of|north of|>|uber|mehr als|grosser als|hoher als|oberhalb',
  atLeast: 'at least|minimum|no less than|not less than|>=|mindestens|wenigstens',
  lessThan:
    'under|below|less than|fewer than|smaller than|lower than|<|unter|weniger als|kleiner als|niedriger als|unterhalb',
  atMost: 'at most|up to|no more than|not more than|maximum|max|<=|hochstens|maximal|bis zu',
  exactly: 'exactly|equal to|equals|=|genau|gleich',
  between: 'between|zwischen',
  orMore: 'or more|and up|and more|and above|or above|oder mehr|und mehr',
  orLess: 'or less|or below|oder weniger',
  before: 'before|prior to|earlier than|vor',
  until: 'by|until|till|no later than|not later than|bis|bis zum|bis zur|spatestens|spatestens am|on or before',
  after: 'after|later than|nach',
  since: 'since|seit|starting|ab|from|on or after|as of',
  olderThan: 'older than|alter als',
  newerThan: 'newer than|younger than|junger als',
  no: "no|without|without any|without a|with no|lacking|lack|lacks|missing|miss|misses|don't have|don't have a|don't have any|do not have|do not have a|do not have any|doesn't have|doesn't have a|doesn't have any|does not have|does not have a|has no|have no|having no|haven't got|empty|blank|unset|not set|ohne|ohne einen|ohne eine|kein|keine|keinen|keiner|keinem|fehlt|fehlen|fehlende|fehlendem|fehlender|leer|nobody|noone|no one|none|niemand",
  not: "not|isn't|aren't|hasn't|haven't|wasn't|weren't|except|excluding|exclude|other than|but not|never|nicht|ausser|nie|non|neither",
  with: 'with|with a|with an|with any|having|has|have|has a|have a|mit|mit einem|mit einer|haben|hat|including|whose|where|deren|dessen|bei denen|bei dem|bei der|bei welchen',
  or: 'or|oder|nor',
  and: 'and|und|&|,|as well as|plus|sowie',
  me: 'my|mine|i|myself|own|to me|by me|of me|for me|owner me|owner is me|mein|meine|meinen|meiner|meinem|meines|ich|von mir|mir zugewiesen|mich|eigene|eigenen',
  us: 'we|our|ours|us|wir|unser|unsere|unseren|unserer|uns|team|everyone|everybody|anyone|alle|all',
  count:
    'how many|number of|the number of|count of|count|counts|amount of deals|wie viele|wieviele|anzahl|anzahl der|anzahl von',
  sum: 'total|totals|sum|sum of|how much|total value of|total value|total amount|total amount of|combined|combined value|overall value|summe|summe der|gesamtsumme|gesamtwert|gesamtvolumen|gesamt|insgesamt|wie viel|wieviel|wie hoch',
  average:
    'average|avg|mean|durchschnitt|durchschnittlich|durchschnittliche|durchschnittlicher|durchschnittlichen|mittelwert|im schnitt|on average',
  mostOf: 'the most|most',
  most: 'biggest|largest|highest|top|greatest|most valuable|most expensive|max|grosste|grossten|grosster|hochste|hochsten|hochster|teuerste|teuersten',
  least: 'smallest|lowest|least|cheapest|kleinste|kleinsten|niedrigste|niedrigsten|min',
  newest: 'newest|latest|most recent|most recently created|neueste|neuesten|jungste|jungsten|letzten erstellten',
  oldest: 'oldest|earliest|alteste|altesten',
  soonest: 'soonest|nearest|closing soonest|closing first|nachstfallige',
  per: 'per|for each|each|every|for every|grouped by|group by|grouped per|broken down by|breakdown by|split by|across|pro|je|gruppiert nach|aufgeteilt nach|nach',
  by: 'by',
  sortedBy: 'sorted by|sort by|ordered by|order by|ranked by|rank by|sortiert nach|geordnet nach|absteigend nach',
  descending: 'descending|desc|absteigend|high to low|biggest first|largest first|highest first|newest first',
  ascending:
    'ascending|asc|aufsteigend|low to high|smallest first|lowest first|oldest first|earliest first|soonest first',
  open: 'open|still open|currently open|unclosed|active|ongoing|live|running|pending|offen|offene|offenen|offener|offenes|offenem|aktive|aktiven|laufende|laufenden|in the pipeline|in pipeline|in my pipeline|in our pipeline|incomplete|outstanding|undone',
  closed:
    'closed|already closed|geschlossen|geschlossene|geschlossenen|abgeschlossen|abgeschlossene|abgeschlossenen|completed|done|finished|erledigt|erledigte|erledigten',
  won: 'won|closed won|win|wins|gewonnen|gewonnene|gewonnenen|gewonnener',
  lost: 'lost|closed lost|lose|loss|losses|verloren|verlorene|verlorenen|verlorener',
  overdue:
    'overdue|past due|past their close date|past close date|past the close date|past its close date|late|uberfallig|uberfallige|uberfalligen|uberfalliger',
  upcoming:
    'upcoming|anstehend|anstehende|anstehenden|bevorstehende|bevorstehenden|future|scheduled|geplante|geplanten',
  converted: 'converted|konvertiert|konvertierte|konvertierten',
  activity:
    'activity|activities|touchpoint|touchpoints|interaction|interactions|engagement|communication|aktivitat|aktivitaten|interaktion|kontaktaufnahme',
  touched:
    'touched|contacted|been touched|been contacted|worked on|engaged|engaged with|spoken to|spoken with|heard from|kontaktiert|angefasst|bearbeitet',
  quiet:
    'quiet|silent|nothing happened|nothing has happened|nothing happening|nichts passiert|nichts geschehen|cold|dormant|inactive|stale|untouched|neglected|dark|going quiet|gone quiet|going cold|gone cold|gone dark|gone silent|sleeping|eingeschlafen|eingeschlafene|inaktiv|inaktive|inaktiven|vernachlassigt|vernachlassigte',
  stuck: 'stuck|stalled|sitting|stagnant|stagnating|hangen|hangt|feststecken|steckt|stecken|been sitting',
  stageChanged:
    'stage has not changed|stage not changed|not changed stage|not moved stage|not changed stages|stage unchanged|not moved|stage has changed|stage changed|changed stage|changed stages|moved stage|moved stages|stage change',
  closing:
    'closing|closes|close|expected to close|due to close|set to close|supposed to close|should close|will close|going to close|to be closed|planned to close|slated to close|landing|schliessen|schliesst|abschliessen|abgeschlossen werden|abgeschlossen werden sollen|abgeschlossen werden soll|closen|zu schliessen|signing|expected',
  due: 'due|due on|fallig|fallige|falligen|fallig sind|fallig ist|ending|ends|end',
  created:
    'created|opened|added|new|newly created|entered|generated|came in|erstellt|erstellte|erstellten|angelegt|angelegte|angelegten|neu|neue|neuen|neuer|hinzugefugt',
  changed:
    'changed|updated|modified|edited|last modified|last updated|last changed|geandert|geanderte|geanderten|aktualisiert|zuletzt geandert|bearbeitet worden',
  named:
    'named|called|name contains|name containing|with the name|with name|by the name of|titled|whose name contains|containing|contains|contain|namens|genannt|heissen|heisst|mit dem namen|name is|name like',
  at: 'at|of|for|from|with account|bei|von|vom|aus|fur|beim|zu|belonging to|owned by|assigned to|held by|handled by|managed by|run by|gehoren|gehort',
  in: 'in|on|during|im|am|within|auf|inside|into|um',
  to: 'to|-|–|through',
} as const;

export type FunctionWord = keyof typeof table;

/** Said to be polite or to hold a sentence together. */
const silent = `show me list give find get display print pull see tell bring fetch want need like know look looking check search query report overview view
  please can could would should will you your a an the this these those that which what who whom there here it its they their them he she his her
  is are was were be been being am do does did done also still just only now currently right already yet so then some any much many more most
  kindly let lets help hi hello hey thanks thank ok okay quickly exactly actually really basically
  'll 've 's ? ! . ; : ( ) / value values worth valued amounting records record rows row entries items things stuff list overview table out up me to as
  zeig zeige zeigt gib nenne finde suche such liste auflisten welche welcher welches welchen wer was wo wie der die das den dem des ein eine einen einer einem
  ist sind war waren sein wird werden wurde wurden gibt es bitte mal kannst konnen du sie er uns mir noch schon jetzt aktuell derzeit dabei davon und
  hatte hatten habe sollen soll sollten mussen muss wollen sich auch nur alle aller allen sowie denn an euro eur sales
  every single sort kind type's going gone got have has had make made happening happen around about regarding concerning region area gebiet against gegen versus vs compare compared vergleiche vergleich
  don't doesn't i'd i'll we've we're i'm i've it's that's what's who's
  date dates datum there're gave there's long whole entire full complete currently today's
  how wieviel per accounts' people's its number numbers nummer nummern`;

export const silentWords: ReadonlySet<string> = new Set(silent.split(/\s+/).filter((word) => word !== ''));

/** Phrase by phrase, words joined by a blank. */
export const functionPhrases: ReadonlyMap<string, FunctionWord> = new Map(
  (Object.entries(table) as [FunctionWord, string][]).flatMap(([word, phrases]) =>
    phrases.split('|').map((phrase): [string, FunctionWord] => [phraseKey(phrase), word]),
  ),
);

/** As tokens are: apostrophes kept within a word. */
export function phraseKey(phrase: string): string {
  return phrase
    .split(' ')
    .map((word) => (/['&,]/.test(word) || /^[-–<>=]+$/.test(word) ? word : wordsOf(word).join(' ')))
    .join(' ');
}
