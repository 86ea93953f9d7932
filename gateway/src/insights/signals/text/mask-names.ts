import type { DealFacts, Interaction } from '../../deal-facts.ts';
import { normaliseName, ourNames, partiesOf } from '../../participants.ts';
import { commonNames, givenNames } from './known-names.ts';

/** What stands for a name in the text that is scored: who it is must not decide what a sentence says. */
const person = 'Anna';
const rival = 'Acme';

export type MaskedSentence = { text: string; hasPerson: boolean; hasRival: boolean };
export type MaskNames = (sentence: string) => MaskedSentence;

/** What names a deal's texts may hold. */
export type KnownNames = {
  contacts: readonly { name: string }[];
  account: { name: string } | null;
  dealName: string;
  /** Of our own people. */
  ownNames: Iterable<string>;
  interactions: readonly Interaction[];
};

/**
 * Puts one name in place of every person of the deal, "our company" for the account and ourselves, and "Acme" for
 * any other proper name that is neither a place nor an everyday product.
 */
export const createMaskNames = ({ contacts, account, dealName, ownNames, interactions }: KnownNames): MaskNames => {
  const parties = interactions.flatMap(partiesOf);
  const people = new Set(
    [...contacts.map(({ name }) => name), ...ownNames, ...parties.flatMap(({ name }) => name ?? [])].flatMap((name) =>
      normaliseName(name).split(' '),
    ),
  );
  const domains = new Set(parties.flatMap(({ email }) => email?.split('@')[1]?.split('.')[0] ?? []));
  const companies = new Set(
    [account?.name ?? '', dealName, ...domains]
      .flatMap((name) => normaliseName(name).split(/[^\p{L}\p{N}]+/u))
      .filter((word) => word.length > 2),
  );
  return (sentence) => mask(sentence, people, companies);
};

export const maskNamesOf = (facts: DealFacts): MaskNames =>
  createMaskNames({
    contacts: facts.contacts,
    account: facts.account,
    dealName: facts.deal.name,
    ownNames: ourNames(facts),
    interactions: facts.interactions,
  });

const properName = /\p{Lu}[\p{L}\p{N}'’-]*(?:\s+(?:(?:van|von|de|der|den|da|di|le|la)\s+)?\p{Lu}[\p{L}\p{N}'’-]*)*/gu;

const title = /^(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Frau|Herrn)\.?$/;
/** German writes every noun with a capital: there an unknown capitalised word says nothing. */
const german =
  /(?:^|\s)(?:der|die|das|und|nicht|ist|wir|uns|ich|sie|ein|eine|für|mit|von|auf|zu|bis|haben|hat|bitte|sind|wird|können|ihnen|gibt|aus|am|im|des|dem|den|auch|es|noch|bei|wird|werden|sein|soll|alles|keine|kann|dass|oder|wenn|dürfen|ob|an|als|nach)(?=[\s.,!?]|$)/giu;
/** What a company does as the subject of a sentence; before it an unknown first word is a name. */
const companyVerb =
  /^\s+(?:offer\w*|says?|said|gave|gives|came|comes|promis\w+|claims?|quoted|told|showed|shows|pitched|includes?|charges?|undercut\w*|matched|matches|seems|looks|costs?|wants|is (?:cheaper|offering|also|already|still|in|much|less|half|the|our|now|on|being|ahead|pushing)|has (?:an?|better|made|offered|come|given|also|more|sent|promised|everything|been|the)|have (?:made|offered|come|given|also|sent)|can (?:do|also|deliver|go|start|offer)|does (?:this|it|that|the)|will (?:present|give|demo|match)|would (?:do|be|charge|give|take|cost|start|include)|hat uns|haben uns|bietet|verlangt)\b/u;

const mask = (sentence: string, people: ReadonlySet<string>, companies: ReadonlySet<string>): MaskedSentence => {
  const germanWords = (sentence.match(german) ?? []).length;
  const isGerman = germanWords >= 2 || (germanWords === 1 && /[äöüß]/u.test(sentence));
  let hasPerson = false;
  let hasRival = false;
  const text = sentence.replace(properName, (run: string, at: number) => {
    const before = sentence.slice(0, at);
    const hasTitle = /\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Herrn|Frau)\.?\s$/u.test(before);
    const isOpening = !hasTitle && /(?:^|[.!?:"“„(]\s*)$/u.test(before);
    const words = run.split(/\s+/);
    const kept: string[] = [];
    const tail: string[] = [];
    const isKnown = (word: string) =>
      people.has(bare(word)) || companies.has(bare(word)) || givenNames.has(bareCase(word));
    while (
      words[0] !== undefined &&
      !isKnown(words[0]) &&
      isOrdinary(words[0], isOpening && kept.length === 0, words, sentence.slice(at + run.length))
    )
      kept.push(words.shift() ?? '');
    while (words.length > 0 && !isKnown(words.at(-1) ?? '') && isCommon(words.at(-1) ?? ''))
      tail.unshift(words.pop() ?? '');
    if (words.length === 0) return run;
    const isPerson =
      hasTitle ||
      title.test(kept.at(-1) ?? '') ||
      words.some((word) => people.has(bare(word)) || givenNames.has(bareCase(word)));
    const isAccount = words.some((word) => companies.has(bare(word)));
    if (!isPerson && !isAccount && (isPlace(before) || (isGerman && !isGermanName(words.join(' '), before))))
      return run;
    if (isPerson) hasPerson = true;
    else if (!isAccount) hasRival = true;
    return [...kept, isPerson ? person : isAccount ? 'our company' : rival, ...tail].join(' ');
  });
  return { text, hasPerson, hasRival };
};

/** "in Ulm", "from Ystad": a place, unless it is an offer that comes from there or a choice that goes to it. */
const isPlace = (before: string): boolean => {
  if (/\b(?:in|near|around|outside|via|through|towards|behind|across|im|bei|aus|nach) (?:the )?$/iu.test(before))
    return true;
  return (
    /\b(?:from|to|at|of) (?:the )?$/iu.test(before) &&
    !/\b(?:offers?|quotes?|bids?|proposals?|demos?|trial|pilot|presentation|prices?|compar\w+|next|switch\w*|talk\w*|speak\w*|spoke|look\w*|mov\w+|go(?:ing|es)?|went|heard?|version|fan|customers?|users?|licen[cs]es?|people) (?:\w+ )?(?:from|to|at|of) (?:the )?$/iu.test(
      before,
    )
  );
};

const isGermanName = (name: string, before: string): boolean =>
  /\b(?:von|bei|mit|gegen|als)\s$/iu.test(before) && !/(?:ung|en|er|heit|keit|tion|schaft|tag|jahr|e|n)$/u.test(name);

const bareCase = (word: string): string => word.replace(/['’]s?$/u, '');
const bare = (word: string): string => normaliseName(bareCase(word));
const isCommon = (word: string): boolean =>
  title.test(word) ||
  commonNames.has(bareCase(word)) ||
  /^I['’]\p{L}+$/u.test(word) ||
  /^\p{Lu}{2,5}s?$/u.test(word) ||
  /^\p{Lu}?\d/u.test(word) ||
  word.length < 2;

/** The first word of a sentence has its capital anyway: it counts as a name only where it acts like one. */
const isOrdinary = (word: string, isOpening: boolean, run: readonly string[], after: string): boolean => {
  if (isCommon(word)) return true;
  if (!isOpening) return false;
  if (run.length > 1) return opener.test(word);
  return opener.test(word) || !companyVerb.test(after);
};

/** A word that sentences begin with. */
export const isOpener = (word: string): boolean => opener.test(word);

const opener =
  /^(?:\p{Lu}\p{Ll}+(?:ly|ing|ed)|\p{Lu}\p{Ll}*['’]\p{L}+|An?|The|This|That|These|Those|There|Here|It|Its|We|You|Your|Our|My|His|Her|Their|He|She|They|Who|What|When|Where|Which|Why|How|If|In|On|At|By|For|From|With|Without|Until|Unless|While|Since|Once|Before|After|As|Also|And|But|Or|So|Then|Now|Next|Last|First|Second|Finally|Yes|No|Not|Nobody|Everyone|Someone|Any|All|Both|Each|Every|Some|Most|Many|Few|Two|Three|Only|Just|Even|Still|Please|Can|Could|Would|Will|Shall|Should|May|Must|Do|Does|Did|Is|Are|Was|Were|Has|Have|Had|Let|Today|Tomorrow|Yesterday|To|Of|About|Over|Under|Between|Against|During|Despite|Due|More|Less|Half|Price|Budget|Sign|Dear|Maybe|Perhaps|Meet|Met|Saw|Told|Ask|Add|Give|Take|Call|Spoke|Sent|Left|Because|Although|However|Sorry|Sure|Great|Good|Well|Anything|Something|Everything|Nothing)$/u;
