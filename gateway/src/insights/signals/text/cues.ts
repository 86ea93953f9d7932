import type { TextTopic } from './text-topics.ts';

/**
 * Words by which a seller recognises a topic, English and German. `strong` alone makes the topic probable, `weak` makes a
 * sentence worth a closer look. Broad on purpose: the fitted weights decide, not the list.
 */
export const cues: Record<TextTopic, { strong: RegExp; weak: RegExp }> = {
  objection_price: {
    strong: words(
      `too (?:expensive|pricey|costly|high|steep)|over (?:our|the|my) (?:budget|ceiling|limit)|(?:price|pricing|cost|quote|fee|number|rate)s? (?:is|are|seems?|looks?|feels?|comes?|came|still) (?:\\w+ ){0,3}(?:high|steep|expensive|above|over|more|hard|tough|problem|concern|issue|out of)|cheaper|discount|more than (?:we|i|our|what we) (?:\\w+ )?(?:expected|pay|planned|have|paying|thought|budgeted|anticipated)|sticker shock|come down (?:on|in)|lower (?:price|rate|offer)|better (?:price|offer|terms|rate)|(?:can't|cannot|hard to|difficult to|struggle to|couldn't|won't) (?:justify|afford|swallow|stomach|defend)|price (?:increase|hike|uplift|jump)|zu teuer|preislich|günstiger|rabatt|nachlass|sprengt|\\d+ ?(?:%|percent|prozent|per cent) (?:over|above|more|higher|uplift|increase|off|mehr|über|teurer)`,
    ),
    weak: words(
      `price[sd]?|pricing|cost[sy]?|costs|expensive|budget|quote[sd]?|fee[s]?|licen[cs]e fee|per seat|per user|commercials?|numbers?|roi|value for money|afford|justify|preis\\w*|kosten|teuer|angebot`,
    ),
  },
  objection_security: {
    strong: words(
      `(?:security|infosec|ciso|data protection|privacy|compliance|gdpr|dsgvo|datenschutz|it[- ]security|encryption|pen(?:etration)?[- ]?test|soc ?2|iso ?27001|data residency|sub-?processors?)\\b.{0,80}\\b(?:concern\\w*|worr\\w+|block\\w*|issue\\w*|problem\\w*|fail\\w*|not (?:\\w+ ){0,2}(?:happy|comfortable|satisfied|approved?|sign|convinced|ok)|won't|cannot|can't|refus\\w+|reject\\w+|hesita\\w+|nervous|uneasy|uncomfortable|stop\\w*|red flag\\w*|gap\\w*|missing|outstanding|bedenken|ablehn\\w*|insist\\w*|unless|until|without|before)|(?:concern\\w*|worr\\w+|nervous|uneasy|uncomfortable|bedenken|sorge\\w*)\\b.{0,60}\\b(?:security|data|privacy|encryption|residency|compliance|access|breach|cloud|daten\\w*)|data (?:leav\\w+|stor\\w+|hosted|sits?|resid\\w+) (?:\\w+ ){0,3}(?:outside|abroad|in the us|our|the eu|the country|europe)|on[- ]?prem\\w*`,
    ),
    weak: words(
      `security|secure|infosec|ciso|privacy|gdpr|dsgvo|datenschutz\\w*|encrypt\\w*|pen(?:etration)?[- ]?test|soc ?2|iso ?27001|residency|sub-?processor\\w*|audit log\\w*|sso|breach|compliance|hosting|hosted|data cent(?:re|er)|sicherheit\\w*|verschlüssel\\w*`,
    ),
  },
  objection_timing: {
    strong: words(
      `(?:not|isn't|wrong|bad|poor) (?:\\w+ ){0,3}(?:right )?(?:time|moment|timing)|(?:push|move|postpone|defer|put|park|shelve)\\w* (?:\\w+ ){0,4}(?:to (?:q[1-4]|next|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn)|until|till|off|back|on hold|on ice)|(?:is|are|was|put|everything|projects?) on (?:hold|ice|the back burner)|(?:wait|wait until|not before|not until|revisit|come back to (?:this|it)|pick (?:this|it) up|talk again|look at (?:it|this) again) (?:\\w+ ){0,4}(?:next|after|later|until|in|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|year)|too (?:early|soon|busy) (?:for|to|at|right|with)|no (?:bandwidth|capacity)|(?:don't|do not|won't|haven't|has no|have no|lack) (?:\\w+ ){0,2}(?:bandwidth|capacity|resources)|(?:change|code|project|system) freeze|slipped|overloaded|swamped|tied up|cannot start|can't start|not realistic|unrealistic|erst (?:nächste|im|nach|ab)|verschieb\\w*|verschoben|vertagt|kein(?:e)? (?:zeit|kapazität\\w*)|auf eis|überlastet`,
    ),
    weak: words(
      `timing|delay\\w*|postpone\\w*|on hold|next (?:year|quarter)|bandwidth|capacity|busy|priorit\\w+|pause\\w*|slow\\w*|too (?:early|soon|late)|cannot start|rather wait|has to wait|in the middle of|spät\\w*|warten|zeitlich`,
    ),
  },
  objection_product: {
    strong: words(
      `(?:missing|lacks?|lacking|doesn't (?:support|have|offer|do|cover|handle|integrate)|does not (?:support|have|offer|do|cover|handle|integrate)|no (?:native|support for|way to|integration)|can't (?:\\w+ ){0,3}(?:do|handle|export|import|integrate)|without (?:the|a|an|that|native)) |(?:deal|show)[ -]?(?:breaker|stopper)|(?:gap|limitation|shortcoming|weak(?:ness)?|clunky|slow|buggy|unstable|too complicated|hard to use|not intuitive|steep learning)\\w*|fehlt|fehlende|keine schnittstelle|must[- ]have`,
    ),
    weak: words(
      `feature\\w*|functionality|integration\\w*|api|export|import|report(?:s|ing)?|dashboard\\w*|performance|usability|interface|sandbox|pilot|trial|roadmap|workaround|bug\\w*|connector\\w*|mobile|offline|requirement\\w*|funktion\\w*|schnittstelle\\w*`,
    ),
  },
  objection_legal: {
    strong: words(
      `(?:legal|lawyers?|counsel|contract|clause|liability|indemni\\w+|msa|dpa|terms|redlines?|jurisdiction|governing law|auto[- ]?renewal|termination|warranty|rechtsabteilung|vertrag\\w*|haftung\\w*|justiziar\\w*|avv)\\b.{0,80}\\b(?:concern\\w*|issue\\w*|problem\\w*|block\\w*|stuck|push\\w* back|reject\\w*|not (?:\\w+ ){0,2}(?:accept\\w*|agree\\w*|happy|sign|comfortable)|won't|cannot|can't|refus\\w+|strik\\w+|struck|slip\\w*|held up|hold\\w* up|delay\\w*|unlimited|uncapped|cap|longer|wants? (?:\\w+ ){0,3}(?:change|remove|out)|insist\\w*|unacceptable|red ?lin\\w+|nicht|bedenken)|(?:concern\\w*|issue\\w*|problem\\w*|push\\w* back|object\\w*|stuck)\\b.{0,60}\\b(?:legal|contract|clause|liability|indemni\\w+|terms|msa|dpa|wording)`,
    ),
    weak: words(
      `legal|lawyer\\w*|counsel|contract\\w*|clause\\w*|liability|indemni\\w+|msa|dpa|redline\\w*|terms|jurisdiction|warrant\\w+|termination|vertrag\\w*|haftung\\w*|klausel\\w*|jurist\\w*|rechtsabteilung`,
    ),
  },
  objection_authority: {
    strong: words(
      `(?:not|isn't|never|no longer) (?:\\w+ ){0,3}(?:my|mine|our|up to me|up to us) ?(?:decision|call|to decide|to make|to approve|to sign)?|above my (?:pay grade|level|head)|(?:don't|do not|doesn't|does not|can't|cannot) (?:\\w+ ){0,2}(?:have|get|give|sign|approve|decide|commit|authori[sz]e)\\b.{0,40}(?:authority|mandate|alone|myself|on my own|without|say|power|sign[- ]?off|budget)|(?:need|needs|have|has|would have|will have|must) (?:to )?(?:\\w+ ){0,2}(?:run|take|get|clear|convince|go|escalate|sell|ask|check)\\w* (?:\\w+ ){0,3}(?:past|by|through|to|with|from)? ?(?:\\w+ ){0,3}(?:boss|cfo|ceo|cio|coo|cto|board|management|director|vp|exec\\w*|leadership|committee|headquarters|hq|procurement|finance)|only (?:the|our) (?:board|cfo|ceo|cio|director|head|group) (?:can|may)|final (?:say|word|call)|nicht allein|nicht (?:meine|selbst) entscheid\\w*|vorstand|geschäftsführung`,
    ),
    weak: words(
      `authority|mandate|approval|approve\\w*|sign[- ]?off|boss|cfo|ceo|cio|coo|board|committee|executive\\w*|leadership|decide|decision|headquarters|hq|procurement|entscheid\\w*|freigabe`,
    ),
  },
  competitor: {
    strong: words(
      `competitors?|(?:other|another|alternative|second|rival|cheaper|different|competing) (?:vendor|supplier|provider|offer|quote|bid|tool|platform|proposal|solution)s?|(?:two|three|few|several) (?:vendors|suppliers|providers|offers|quotes|bids|proposals|bidders)|(?:also|still|currently) (?:\\w+ ){0,2}(?:talking to|speaking to|looking at|evaluating|considering|comparing|testing|trialling|trialing|piloting|assessing|meeting with) (?:acme|another vendor|others|other|two|three|some|a few)|(?:compare[ds]?|comparing|versus|benchmark\\w*|shortlist\\w*|incumbent|switch\\w* (?:to|from)|demo (?:from|of|with|by)|proposal (?:from|by)|offer (?:from|by|of)|quote (?:from|by)|bid (?:from|by)|pitch\\w* (?:from|by)|contract with|trial of|in favou?r of|stay with|going with|work(?:s|ed|ing)? with|prefers?|over|invited|chose|recommends?) (?:\\w+ ){0,3}(?:acme|another vendor)|(?:acme|another vendor) (?:\\w+ ){0,2}(?:offer\\w*|quot\\w*|gave us|came (?:in|back)|promis\\w*|says? (?:they|it|that)|claims?|showed us|pitched|includes|matched|undercut\\w*|(?:would|can|could|will) do|is (?:cheaper|half|also|still)|does the same)|wettbewerber\\w*|mitbewerb\\w*|konkurrenz\\w*|andere[nr]? anbieter|in[- ]house|build (?:it )?ourselves`,
    ),
    weak: words(
      `vendors?|alternativ\\w*|compare\\w*|comparing|shortlist\\w*|rfp|tender|incumbent|anbieter|other offers?|better offer`,
    ),
  },
  stakeholder_left: {
    strong: words(
      `(?:has |have |is |was |will be |'s |just |recently )?(?:left|leaving|leaves|departed|departing|resigned|resigning|retired|retiring|moved on|moving on|quit|quitting|handed in (?:his|her|their) notice|let go|laid off|stepped down|stepping down|no longer (?:with|at|works?|here|part|in|responsible|our)) ?(?:the (?:company|firm|team|business|project)|us|me)?|last (?:working )?day|(?:maternity|paternity|parental|sick|medical|long) leave|taken over from|replac(?:ed|ing|ement)|new role (?:elsewhere|outside)|verlässt|verlassen|ausgeschieden|gekündigt|nicht mehr (?:bei|im|für|da)|elternzeit|ruhestand`,
    ),
    weak: words(
      `left|leav\\w+|depart\\w*|resign\\w*|retir\\w*|no longer|moved|reorg\\w*|restructur\\w*|redundan\\w*|successor|replac\\w*|handed? over|goodbye|farewell|nachfolg\\w*`,
    ),
  },
  budget_risk: {
    strong: words(
      `(?:budget|spend|spending|funding|headcount|capex|opex|money|funds|investments?)\\w*\\b.{0,40}\\b(?:froze\\w*|freez\\w*|cut|slash\\w*|reduc\\w*|gone|pulled|paused|stopped|at risk|under review|under pressure|not (?:\\w+ ){0,3}(?:approved|confirmed|available|there|secured|released|signed|certain)|uncertain|unclear|shrunk|halv\\w*|reallocat\\w*|used up|exhausted|withdrawn|gesperrt|gekürzt|eingefroren)|(?:froze|frozen|slashed|reduced|lost|losing|halved|reallocated|cut|no|stopped|lack of) (?:\\w+ ){0,3}(?:budget\\w*|spend\\w*|funding|funds|capex|headcount|investments?)|spending (?:freeze|stop)|hiring freeze|budget(?:sperre|stopp|kürzung\\w*)|cost[- ](?:cutting|saving) (?:program\\w*|measures?|rounds?)`,
    ),
    weak: words(
      `budget\\w*|funding|funds|freeze|frozen|cuts?|cost[- ]cutting|savings?|save costs|money|capex|opex|under review|tighten\\w*`,
    ),
  },
  commitment: {
    strong: words(
      `(?:i|we)(?:'ll| will| shall| am going to|'m going to| are going to|'re going to) (?:\\w+ly |also |then |\\w+ )?(?:send|share|get|come back|circulate|prepare|provide|forward|deliver|confirm|check|follow|draft|update|set|book|schedule|arrange|introduce|revert|talk|speak|raise|chase|review|sign|return|have|put|make|ask|let|give|call|ping|find|loop|work|organi[sz]e|look|finish|complete|submit|upload|push|bring|fix|ensure|write|take)|you(?:'ll| will) (?:have|get|receive|hear)\\b|(?:let me|i can|we can|happy to|i'd be happy to|i promise|we promise|i commit|we commit|expect (?:it|them|an? \\w+) (?:from me|by)|leave (?:it|that) with me|on it|consider it done|count on|will be (?:with|in) you\\w*|my action|i owe you|i'm on the hook)\\b|(?:ich|wir) (?:werde|werden|schicke|schicken|sende|senden|melde|melden|liefere|liefern|kläre|klären|bereite|prüfe|prüfen)\\b|bekommen sie (?:bis|am|von)|erhalten sie`,
    ),
    weak: words(
      `will|shall|going to|i'll|we'll|promise\\w*|by (?:mon|tue|wed|thu|fri|sat|sun|tomorrow|end|eod|cob|next|the \\d|\\d)\\w*|tomorrow|bis (?:montag|dienstag|mittwoch|donnerstag|freitag|ende|zum)|werde|werden`,
    ),
  },
  next_step: {
    strong: words(
      `next (?:step|steps|action|meeting|call|session|milestone)\\b|(?:let's|let us|shall we|we should|we agreed to|agreed to|agreed that we|plan is to|the plan is|we (?:will|'ll) (?:meet|regroup|reconvene|sync|kick)|(?:meeting|call|workshop|demo|session|review|kick-?off|walkthrough)s? (?:is |are )?(?:set|booked|scheduled|planned|confirmed|on) ?(?:for|on)?|follow[- ]up (?:call|meeting|session|on)|reconvene|regroup|pencil\\w* in|invite (?:is|has been|sent|follows|to follow)|calendar (?:invite|hold))\\b|nächste[rn]? (?:schritt\\w*|termin)|termin (?:am|ist|steht)|vereinbart`,
    ),
    weak: words(
      `next|meet\\w*|call|demo|workshop|session|schedule\\w*|calendar|agenda|follow[- ]?up|kick-?off|pilot|review|proposal|plan\\w*|termin\\w*|treffen|besprech\\w*`,
    ),
  },
  open_ask: {
    strong: words(
      `(?:can|could|would|will|may|might|do|does|did|is|are|have|has|should|shall) (?:you|we|i|your|the|it|there|someone|anyone|they)\\b[^.!]*\\?|(?:what|when|where|who|which|how|why|whose)\\b[^.!]*\\?|(?:please|kindly) (?:send|share|provide|confirm|let|advise|forward|clarify|explain|review|sign|return|complete|fill|check|add|include|update|tell|get|look|have|make)|(?:we|i)(?:'d| would)? (?:still )?(?:need|require|await|are waiting|am waiting|are missing|would like to (?:know|see|understand|have)|would appreciate|want to (?:know|see|understand)|are looking for|look forward to (?:your|receiving))|(?:let (?:me|us) know)\\b|(?:waiting (?:for|on))\\b|any (?:news|update|word|chance|idea)|(?:grateful|helpful|great|appreciate it) if you|(?:können|könnten|würden|haben|gibt es|wann|wie|was|welche|bitte)\\b[^.!]*\\?|bitte (?:schicken|senden|teilen|bestätigen|prüfen)|wir (?:brauchen|benötigen) (?:noch|von ihnen)`,
    ),
    weak: words(
      `please|could you|can you|would you|need|require|let (?:me|us) know|waiting|clarify|confirm|question\\w*|bitte|brauchen`,
    ),
  },
  stakeholder_joined: {
    strong: words(
      `(?:new|incoming|newly appointed|just (?:started|joined)|recently (?:started|joined|appointed|hired)|has (?:joined|started|taken over|been appointed)|joins|joining|joined|taking over|takes over|took over|starts? (?:on|as|in|next)|will (?:be (?:leading|joining|taking|running|owning|your)|lead|own|run|join|take over)|is (?:now|our new|the new)|stepping in|stepped in|adding|added|cc'?(?:ing|ed)?|copied in|copying in|looping in|loop(?:ed)? in|introduc\\w+|meet|welcome)\\b.{0,70}\\b(?:head|director|vp|vice|chief|cfo|cio|cto|ceo|coo|ciso|lead|manager|officer|owner|sponsor|team|colleague|contact|counsel|architect|buyer|project|procurement|role|leiter\\w*)|(?:my (?:new )?(?:colleague|successor|replacement)|point of contact|neue[rn]? (?:leiter\\w*|kolleg\\w*|ansprechpartner\\w*)|übernimmt)`,
    ),
    weak: words(
      `joined|joining|joins|new (?:head|director|vp|cfo|cio|cto|ceo|lead|manager|colleague)|introduc\\w+|colleague|successor|taking over|takes over|took over|appointed|loop\\w* in|adding|copied|copying|kolleg\\w*|übernimmt`,
    ),
  },
  decision_process: {
    strong: words(
      `(?:decision|approval|sign[- ]?off|procurement|purchas\\w+|buying|evaluation|selection|vendor) (?:process|committee|criteria|path|cycle|steps?|board|team|panel|stage|gate)|(?:needs?|requires?|goes? (?:to|through)|has to (?:go|pass)|must (?:go|pass)|subject to|pending|signed off|sign off|approved|approve[s]?|decided|decides?|vote[sd]?)\\b.{0,50}\\b(?:board|committee|cfo|ceo|cio|coo|cto|ciso|procurement|finance|legal|steering|purchasing|investment|directors?|council|einkauf|vorstand)|(?:board|committee|steerco|procurement|cfo|ceo|cio|coo|purchasing)\\b.{0,40}\\b(?:decid\\w+|approv\\w+|sign\\w*|meets?|vote\\w*|final say|has the last|reviews?)|(?:entscheid\\w+|freigabe\\w*|genehmig\\w*)`,
    ),
    weak: words(
      `decision|decide\\w*|approv\\w*|sign[- ]?off|committee|board|procurement|purchas\\w*|criteria|evaluation|stakeholder\\w*|steerco|steering|rfp|tender|einkauf|entscheid\\w*`,
    ),
  },
  budget: {
    strong: words(
      `(?:budget|funding|funds|spend|capex|opex|money)\\w*\\b.{0,60}\\b(?:approved|confirmed|secured|allocated|set aside|earmarked|available|in place|is there|signed off|released|of (?:about |around |roughly |up to )?[€$£]?\\d|reserved|ring-?fenced|genehmigt|freigegeben|eingeplant)|(?:have|has|got|with|approved|allocated|secured|set aside|earmarked|reserved|confirmed|a|our|the) (?:\\w+ ){0,3}(?:budget|funding) (?:of|for|is|line|envelope|range|until)|(?:[€$£] ?\\d[\\d.,]*\\s?(?:k|m|million|thousand)?|\\d[\\d.,]*\\s?(?:k|m|euro|eur|usd|dollars|pounds|€))\\b.{0,40}\\b(?:budget\\w*|set aside|approved|available|allocated|earmarked|to spend|envelope)`,
    ),
    weak: words(`budget\\w*|funding|funds|earmarked|allocated|set aside|cost cent(?:re|er)|capex|opex|envelope|spend`),
  },
  timeline: {
    strong: words(
      `go(?:ing)?[- ]?live|(?:live|up and running|in production|rolled out|rollout|roll out|deployed|implemented|onboarded|migrated|signed|decision|contract (?:ends|expires|renews|runs out)|renewal|kick-?off|launch|start)\\b.{0,40}\\b(?:by|before|in|on|until|from|no later than|end of|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|summer|autumn|spring|quarter|year)|(?:by|before|no later than|until|end of|early|mid|late|start of|beginning of) (?:the )?(?:q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|year|quarter|summer|christmas|month)|deadline|(?:contract|licen[cs]e|subscription|agreement|term)s? (?:\\w+ ){0,3}(?:ends?|expires?|runs? out|lapses?|renews?)|(?:weeks|months) (?:to|for) (?:implement\\w*|roll|deploy\\w*|onboard\\w*)|bis (?:ende|mitte|anfang|spätestens)|produktivstart|einführung`,
    ),
    weak: words(
      `go-?live|deadline|timeline|timeframe|schedule|rollout|launch|q[1-4]|quarter|january|february|march|april|june|july|august|september|october|november|december|month\\w*|week\\w*|renewal|expir\\w*|year[- ]end|januar|februar|märz|mai|juni|juli|oktober|dezember|quartal`,
    ),
  },
  buying_signal: {
    strong: words(
      `(?:love|loved|impressed|excited|thrilled|delighted|keen|convinced|sold|fan|great fit|perfect fit|good fit|strong fit|exactly what|just what|ahead of|clear (?:favou?rite|winner|leader)|front ?runner|preferred (?:vendor|option|supplier|choice)|recommend\\w* (?:you|going|your|we|to)|want to (?:move|go|proceed|sign|start|buy|get)|ready to (?:sign|move|go|proceed|buy|start|commit)|move (?:forward|ahead)|moving (?:forward|ahead)|go ahead|good to go|green light|thumbs up|on board|looking forward to (?:working|starting|getting|rolling)|send (?:me |us |over )?(?:the |a |your )?(?:contract|order form|paperwork|agreement|msa|invoice|po)|(?:purchase order|po) (?:is|will|number|coming)|how (?:soon|quickly|fast) can (?:we|you)|where do (?:we|i) sign|expand|roll (?:it|this) out to|verbal (?:yes|agreement|commitment)|we(?:'ve| have) (?:chosen|decided|selected|picked)|begeistert|überzeugt|genau was|startklar|loslegen)\\b`,
    ),
    weak: words(
      `love\\w*|impress\\w*|excit\\w*|great|fit|favou?rite|preferred|ready|forward|sign|contract|order form|purchase order|start|onboard\\w*|references?|begeister\\w*|super`,
    ),
  },
};

/** The topics whose cues a sentence has: 2 strong, 1 weak, absent none. */
export const matchCues = (sentence: string): Partial<Record<TextTopic, 1 | 2>> => {
  const text = plainText(sentence);
  const matched: Partial<Record<TextTopic, 1 | 2>> = {};
  for (const [topic, { strong, weak }] of Object.entries(cues) as [TextTopic, (typeof cues)[TextTopic]][]) {
    if (strong.test(text)) matched[topic] = 2;
    else if (weak.test(text)) matched[topic] = 1;
  }
  return matched;
};

/** Lower case with straight quotes, as the cues are written. */
export const plainText = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\s+/g, ' ');

function words(alternatives: string): RegExp {
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${alternatives})(?=$|[^\\p{L}\\p{N}])`, 'u');
}
