import { type Concept, concepts, conceptsOf } from './concepts.ts';
import { matchCues, plainText } from './cues.ts';
import type { MaskedSentence } from './mask-names.ts';
import type { OwnSentence } from './own-sentences.ts';
import { textTopics } from './text-topics.ts';

const has = (pattern: RegExp) => (text: string) => pattern.test(text);

/** Grammar and stock words that tell topics apart where cues overlap. */
const traits: Record<string, (text: string) => boolean> = {
  isQuestion: has(/\?["')\]]*\s*$/),
  asksPolitely: has(
    /^(?:so |and |also |then |hi \w+, )?(?:please|kindly|bitte|could|can|would|will|may|might|do|does|is|are|have|has)\b/,
  ),
  asksYou: has(
    /\b(?:can|could|would|will|do|did|have|are|should) you\b|\blet (?:me|us) know\b|\b(?:tell|send|give|show|explain) (?:me|us)\b|können sie|könnten sie/,
  ),
  opensWithQuestionWord: has(/^(?:and |so |but )?(?:what|when|where|who|which|how|why|whose|wann|wie|was|wer|welche)/),
  proposesTogether: has(
    /\b(?:let's|let us|shall we|we should|should we|can we|could we|i suggest|i propose|i'd suggest|i would suggest|why don't we|how about|wollen wir|lassen sie uns)\b/,
  ),
  saysNext: has(
    /\bnext (?:step|steps|up|is|we|meeting|call|session|comes)\b|\bcomes next\b|\bafter that\b|\bthen we\b|\bway forward\b|\bas agreed\b|\bwe (?:have )?agreed\b|\bthe plan\b|nächste[rn]? schritt/,
  ),
  firstWill: has(
    /\b(?:i|we)(?:'ll| will| shall|'m going to|'re going to| am going to| are going to)\b|\bich (?:werde|schicke|sende|melde|kläre)\b|\bwir (?:werden|schicken|senden|melden)\b/,
  ),
  letMe: has(
    /\b(?:let me|leave (?:it|that|this) with me|i promise|i owe you|i can (?:get|send|do|check|ask)|consider it done|happy to|on it)\b/,
  ),
  otherWill: has(
    /\b(?:anna|he|she|they|team|colleague|consultant|department|engineers?|lawyers?|legal|it|people)(?:'ll| will| is going to| are going to)\b/,
  ),
  youWillGet: has(
    /\byou(?:'ll| will| should) (?:have|get|receive|hear|see|find)\b|\b(?:expect|in your inbox|to you|with you|over to you|back to you|reach you|get back|come back|report back|follow up)\b/,
  ),
  delivers: has(
    /\b(?:send|share|forward|prepare|check|confirm|call|set up|deliver|introduce|draft|update|provide|return|give|ask|talk|speak|present|find out|fix|finish|fill|submit|review|return|circulate|upload|schick\w*|send\w*)\b/,
  ),
  isDone: has(
    /\b(?:attached|as promised|here (?:is|are)|enclosed|already|was|were|has been|have been|went|sent|signed off|approved|passed|done|finished|anbei)\b/,
  ),
  denies: has(/\b(?:not|no|never|none|nobody|nothing|without|cannot|neither|nor|kein\w*|nicht|ohne)\b|n't\b/),
  limits: has(/\b(?:but|however|unless|until|otherwise|although|except|only|still|yet|unfortunately|aber|leider)\b/),
  requires: has(
    /\b(?:need|needs|must|has to|have to|had to|required?|requires|mandatory|necessary|muss|müssen|brauchen)\b/,
  ),
  dislikes: has(
    /\b(?:too|wrong|unable|problem\w*|against|fear\w*|afraid|forbid\w*|unwilling|unfortunately|costly|overpriced|expensive|steep|confusing|rigid|complicated|impossible|shock\w*|hesita\w*|reservation\w*|weak\w*|behind|below|disput\w*|overload\w*|bedenken|leider|fehlt|fehlende|teuer|schlecht|langsam|issue\w*|concern\w*|worr\w+|risk\w*|fail\w*|poor|lack\w*|missing|gap|difficult|hard|doubt\w*|sceptical|skeptical|against|object\w*|refus\w+|reject\w*|block\w*|stuck|delay\w*|unhappy|nervous|uncomfortable|disappoint\w*|confus\w*|slow|basic|bad|unacceptable|zu)\b/,
  ),
  likes: has(
    /\b(?:love\w*|like[sd]?|great|good|perfect|impress\w*|excit\w*|happy|glad|convinc\w*|confident|prefer\w*|favou?rite|best|success\w*|exactly|keen|ready|fantastic|well|win|won|value|save[sd]?|begeistert|überzeugt)\b/,
  ),
  wants: has(/\b(?:want|wants|would like|'d like|plan|aim|goal|hope|intend|expect|möchten|wollen)\b/),
  namesMoney: has(/[€$£]|\b\d[\d.,]* ?(?:k|m|euros?|eur|usd|dollars?|pounds?|chf|sek|million|thousand)\b/),
  namesPercent: has(/\d ?(?:%|percent|per cent|prozent)/),
  namesTime: has(
    /\b(?:monday|tuesday|wednesday|thursday|friday|tomorrow|tonight|today|week|month|quarter|year|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|summer|spring|autumn|winter|christmas|montag|dienstag|mittwoch|donnerstag|freitag|januar|februar|märz|mai|juni|juli|oktober|dezember)\b|\b\d{1,2}(?:st|nd|rd|th)\b/,
  ),
  hasDeadline: has(/\b(?:by|before|until|no later than|end of|deadline|due|ends?|expires?|runs out|bis)\b/),
  usesProduct: has(
    /\b(?:it|system|tool|product|interface|screen|app|module|feature|function\w*|report\w*|import|export|integration|connector|search|dashboard|portal|user|users|trial|pilot|test|demo)\b/,
  ),
  namesMoneyPot: has(
    /\b(?:budget\w*|fund\w*|money|spend\w*|cost cent(?:re|er)|capex|opex|invest\w*|savings?|cost[- ]cutting)\b/,
  ),
  namesContract: has(
    /\b(?:legal|lawyers?|counsel|contract\w*|clause\w*|liability|indemni\w+|terms|dpa|msa|agreement|wording|redlines?|jurisdiction|vertrag\w*|haftung\w*)\b/,
  ),
  namesSecurity: has(
    /\b(?:security|secure|ciso|privacy|data protection|gdpr|encrypt\w*|pen(?:etration)? ?test|iso|soc|hosting|hosted|sub-?processors?|sso|sign-on|audit log|access|breach|policy|residency|datenschutz\w*|it-sicherheit)\b/,
  ),
  namesDecider: has(
    /\b(?:board|committee|cfo|ceo|cio|coo|cto|vp|director|managing|management|procurement|purchasing|boss|manager|head office|headquarters|group|finance|leadership|steering|signatur\w*|sign|approv\w*|decid\w*|decision|mandate|authority|vorstand|geschäftsführung)\b/,
  ),
  saysMine: has(/\b(?:i|my|me|myself|mine|alone)\b/),
  comparesVendors: has(
    /\banother vendor\b|\b(?:acme.{0,40}(?:offer|demo|quot|price|propos|pilot|trial|invited|cheap|you)|(?:offer|demo|quot|price|propos|pilot|trial|invited|cheap|you)\w*.{0,40}acme)\w*|\b(?:competitor\w*|rival|other vendors?|alternatives?|incumbent|shortlist\w*|compar\w+|versus|instead of|over another)\b/,
  ),
  saysLeft: has(
    /\b(?:left|leave|leaves|leaving|resign\w*|retir\w*|departed|departure|no longer|not .{0,20}any ?more|moved (?:on|to)|new (?:job|role)|let go|laid off|stepp?ed down|step down|last day|vacant|handed in|quit|gone|verlassen|verlässt)\b/,
  ),
  saysJoined: has(
    /\b(?:join\w*|new (?:colleague|head|cfo|cio|cto|coo|vp|director|manager|contact|role)|taking over|takes over|take over|took over|from now on|from today|going forward|introduce|meet|copied|added|adding|looping|looped|look after|looks after|responsible|lead the|leading|represent\w*|brought in|appointed|successor|übernimmt)\b/,
  ),
};

export const traitNames = Object.keys(traits);

/** A topic is what a sentence is about together with the stance it takes: the pairs are columns of their own. */
const stances = ['denies', 'dislikes', 'likes', 'requires', 'limits', 'saysMine', 'isQuestion'] as const;

/** Names of the columns of `sentenceFeatures`, for whoever reads the weights. */
export const featureNames = [
  ...textTopics.flatMap((topic) => [`cue:${topic}`, `strong:${topic}`]),
  ...traitNames,
  ...concepts,
  ...concepts.flatMap((concept) => stances.map((stance) => `${concept}:${stance}`)),
  'hasPerson',
  'hasRival',
  'isLong',
  'isOurs',
  'isTheirs',
  'isSpoken',
  'isRecord',
  'answers',
  ...concepts.map((concept) => `answers:${concept}`),
];

/** Where a sentence stands, as far as it tells topics apart. */
export type SentencePlace = Pick<OwnSentence, 'side' | 'question'> & { kind: OwnSentence['interaction']['kind'] };

/** What a sentence's words say about its topics, 0 or 1 a column. */
export const sentenceFeatures = (
  { text, hasPerson, hasRival }: MaskedSentence,
  place: SentencePlace | null,
): number[] => {
  const isRecord = place !== null && place.kind !== 'mail' && place.kind !== 'call';
  const plain = plainText(text);
  const about = conceptsOf(text);
  const asked: ReadonlySet<Concept> = place?.question ? conceptsOf(place.question) : new Set();
  const held = Object.values(traits).map((holds) => (holds(plain) ? 1 : 0));
  const matched = matchCues(text);
  return [
    ...textTopics.flatMap((topic) => [matched[topic] ? 1 : 0, matched[topic] === 2 ? 1 : 0]),
    ...held,
    ...concepts.map((concept) => (about.has(concept) ? 1 : 0)),
    ...concepts.flatMap((concept) =>
      stances.map((stance) => (about.has(concept) && held[traitNames.indexOf(stance)] === 1 ? 1 : 0)),
    ),
    hasPerson ? 1 : 0,
    hasRival ? 1 : 0,
    text.length > 140 ? 1 : 0,
    place?.side === 'ours' && !isRecord ? 1 : 0,
    place?.side === 'theirs' ? 1 : 0,
    place?.kind === 'call' ? 1 : 0,
    isRecord ? 1 : 0,
    place?.question ? 1 : 0,
    ...concepts.map((concept) => (asked.has(concept) ? 1 : 0)),
  ];
};
