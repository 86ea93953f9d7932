import { normalise } from '../words/tokens.ts';

const verbs = [
  'delete|remove|erase|drop|truncate|destroy|wipe|purge|update|change|set|edit|modify|overwrite|insert|create|add|merge|upsert|undelete|close|reopen|mark|move|assign|reassign|transfer|rename|push|postpone|write|save|log|convert|approve|win|lose|send|email|mail|schedule|archive|lock|unlock|share|grant|revoke|make',
  'losche|loschen|entferne|entfernen|andere|andern|setze|setzen|erstelle|lege|aktualisiere|aktualisieren|verschiebe|verschieben|weise|schliesse|markiere|schreibe|speichere|ubertrage|teile|sende|schicke|konvertiere|benenne|mach|mache',
].join('|');
const plainlyChanging = 'delete|remove|erase|drop|update|change|set|edit|modify|create|insert|reassign|rename|merge';

/** An order: at the beginning, after what begins a new one, or asked of somebody. */
const order = new RegExp(
  [
    `(?:^|[.;:!?\\n]\\s*|\\b(?:and|then|und|dann|please|bitte|kindly|(?:can|could|would|will)\\s+you|you\\s+to|instructions|rules)\\s+(?:then\\s+|also\\s+|please\\s+|now\\s+|just\\s+)*)(?<verb>${verbs})\\s+(?<rest>\\S.*)`,
    `\\b(?:want|need|like)\\s+to\\s+(?<wish>${plainlyChanging})\\b`,
  ].join('|'),
  'gsu',
);
/** SQL that changes, wherever it stands. */
const statement =
  /\b(?:delete\s+from|insert\s+into|update\s+\w+\s+set|drop\s+(?:table|object|database|column)|truncate\s+table|alter\s+table|execute\s+anonymous|for\s+update|all\s+rows)\b/u;

const look =
  /^(?:me\s+|mir\s+)?(?:an?\s+|eine?n?\s+)?(?:list|report|overview|table|view|query|chart|liste|bericht|ubersicht|tabelle)/u;
/** `close date`, `create a list`, `win rate`: nouns and looks, not orders. */
const harmless: Readonly<Record<string, RegExp>> = {
  close:
    /^(?!(?:all|my|every|it|them|these|those|out|deals?|opportunit\w*|opps?|this\s+(?:deal|opp)|that|the\s+(?:deal|opp))\b)/u,
  ...{ create: look, make: look, mach: look, mache: look, erstelle: look, write: look },
  win: /^(?:last|this|next|in|rates?|counts?|since|so|by|per|probabilit\w*|with|against|at)\b/u,
  lose: /^(?:last|this|next|in|since|so|by|per|with|against|at|most|to)\b/u,
  email: /^(?:address(?:es)?|of|for)\b/u,
  mail: /^(?:address(?:es)?|of|for)\b/u,
  push: /^counts?\b/u,
  change: /^(?:in|of|since|log|history)\b/u,
  add: /^up\b/u,
  share: /^of\b/u,
  andere: /^(?:deals?|opp\w*|kunden|kontakte|termine|aufgaben|verkaufschancen)\b/u,
};

/** Whether somebody wants something done rather than told. Questions are answered, orders are not. */
export const asksForChange = (question: string): boolean => {
  const text = normalise(question);
  if (statement.test(text)) return true;
  return [...text.matchAll(order)].some(({ groups }) => {
    const { verb, rest = '', wish } = groups ?? {};
    return wish !== undefined || (verb !== undefined && !harmless[verb]?.test(rest));
  });
};
