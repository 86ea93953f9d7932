import { plainText } from './cues.ts';

/** Words of a trouble that is none, or is over: whatever else the sentence says, it is no risk. */
const settled = new RegExp(
  [
    `\\bno (?:\\w+ )?(?:concerns?|objections?|issues?|problems?|need|questions?|doubts?|complaints?|errors?|findings|remarks|reservations|comments|worries|hurry|rush|risk|delays?|surprises?|gaps?|trouble)\\b`,
    `\\bwithout (?:any |a single )?(?:errors?|problems?|issues?|findings|remarks|comments|incidents?|trouble|mistakes?|delays?|discussion|objections?)\\b`,
    `\\b(?:not|isn't|wasn't|never|no longer|hardly) (?:been )?(?:an? |the |our |really |much of )?(?:problem|issue|concern|obstacle|topic|blocker|worry|showstopper|hurdle|option)\\b`,
    `\\b(?:nobody|no one|none of \\w+) (?:\\w+ )?(?:minded|complained|objected|asked|worries|was against|has left|is leaving)\\b`,
    `\\b(?:is|are|was|were|been|got) (?:now |all |already |since |quickly )?(?:solved|sorted|settled|resolved|cleared|fixed|done with|off the table|dealt with|closed|passed|ruled out|out of the (?:race|question for us|picture))\\b`,
    `\\b(?:has|have|had)? ?(?:passed|cleared|waved through|nodded through|went through|sailed through|signed off on)\\b`,
    `(?<!\\b(?:nobody|no one|none|neither|hardly anyone|not every\\w+)\\b.{0,30})\\b(?:is|are|was|were|seems?|looks?|sounds?|find it) (?:perfectly |all |quite |already |now |very |really )?(?:fine|okay|ok|happy|pleased|satisfied|relaxed|content|at ease|comfortable|fair|reasonable|in line|acceptable|clear|standard|on time|on schedule|ahead of schedule|in favou?r|behind (?:it|us|this))\\b`,
    `\\bdo(?:es)? not (?:need|have to|require|expect|mind|see (?:any|a)|affect|concern|apply|matter|worry|touch|hurt|bother)\\b|\\bdon't (?:need|have to|mind|worry)\\b`,
    `\\b(?:n't|not) (?:have|had|see|find|hear|heard|found) any\\b`,
    `\\b(?:spared|untouched|unaffected|not (?:us|ours|our (?:project|department|team|budget)))\\b`,
    `\\b(?:not|never) (?:about|because of|due to) (?:the )?(?:price|money|budget|security|legal|contract)\\b`,
    `\\balready (?:approved|signed|agreed|cleared|accepted|passed|solved|fixed|answered)\\b`,
    `\\b(?:is|are|am|was) back (?:from|at|in|on)\\b|\\bhold on\\b|\\b(?:delay|echo|noise) (?:on|in) (?:the|this|our|your) (?:line|connection|call|room)\\b|\\b(?:sorry|apolog\\w+|entschuldig\\w*) (?:for|about|sie)? ?(?:the |my |die |this )?(?:late|delay|späte|verspätung|wait)\\b`,
    `\\b(?:faster|easier|cheaper|better|quicker|smoother|less) than (?:we |i )?(?:expected|feared|thought|planned|usual|before|last)\\b`,
    `\\b(?:is|are|was|were|has been|have been|got) (?:\\w+ )?(?:lifted|reversed|over now|over|behind us|taken back|averted|restored|reinstated)\\b|\\b(?:has|have) (?:ended|gone away|disappeared|been (?:lifted|reversed))\\b`,
    `\\bkein(?:e|en)? (?:problem\\w*|bedenken|einwände|fragen)\\b|\\bnicht (?:gefragt|nötig|erforderlich)\\b`,
  ].join('|'),
);

/** A rival that is none any more. */
const ruledOut =
  /\b(?:dropped out|withdrew|withdrawn|pulled out|ruled (?:\w+ )?out|out of the (?:race|picture)|not an option|never an option|did not (?:make|invite|get|convince)|stopped (?:using|talking|working)|cancelled (?:our|the) contract with|got rid of|replaced \w+ (?:years|long) ago|out of business|no longer)\b/;

/** Another time, another company, a mere thought: nothing about this deal now. */
const elsewhere = new RegExp(
  [
    `\\b(?:in|since|back in) (?:19|20)[012]\\d\\b|\\b(?:years?|decades?) (?:ago|before|back)\\b|^(?!.*(?:\\bso\\b|\\bsince\\b|\\bnow\\b|\\bstill\\b|\\btoday\\b|\\bcompar)).*\\blast (?:year|spring|summer|autumn|winter|century)\\b`,
    `\\b(?:used to|back then|at the time|in those days|long before|long ago|in the past|before my time|our old (?:contract|system|tool)|history)\\b`,
    `\\b(?:my|his|her|our|their) (?:former|previous|old|last) (?:company|employer|job|team|firm)\\b`,
    `\\bwould(?: not|n't)? have\\b|^(?:had|were) (?:the|legal|we|they|you|it|there|anyone|someone|he|she|i)\\b`,
    `\\bif (?:\\w+ ){1,3}(?:needed|wanted|asked|agreed|objected|had|were|was|could|worked|did)\\b`,
    `\\b(?:some|other|many|most|several|few) (?:of (?:our|your) )?(?:other )?(?:customers|companies|clients|firms|businesses|buyers|organi[sz]ations|people in (?:our|the) industry)\\b|\\bcustomers often\\b|\\bin (?:theory|general)\\b`,
    `\\b(?:separate|unrelated) (?:project|matter|topic|department|case)\\b|\\b(?:a different|another) (?:matter|topic|story|case)\\b|\\b(?:was|in|about|of|for) a(?: different|nother) project\\b`,
    `\\b(?:i|we) (?:once|recently|just) (?:read|heard|saw)\\b|\\b(?:a friend|a neighbour|my (?:brother|sister|wife|husband|father|mother|son|daughter|kids|dog))\\b`,
    `\\bonce (?:had|used|looked|thought)\\b|\\b(?:was|were) (?:once|initially|at first|originally)\\b|\\bno longer (?:matters|applies|relevant)\\b|\\bunlike\\b`,
  ].join('|'),
);

/** "We are happy with it, but …": what is settled is not what the sentence is about. */
const contrast = /\b(?:but|however|except|although|though|unless|aber|jedoch|allerdings)\b/;

export const isSettled = (text: string): boolean => settled.test(plainText(text)) && !contrast.test(plainText(text));
export const isRuledOut = (text: string): boolean => ruledOut.test(plainText(text));
export const isElsewhere = (text: string): boolean => elsewhere.test(plainText(text));
