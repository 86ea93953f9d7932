import { plainText } from './cues.ts';

/** What a sentence is about, by any of the words people use for it, English and German; stems end with `*`. */
const conceptWords = {
  price: `price* pricing cost costs costly costing expensive cheap* pricey overpriced fee fees quote quoted quotation offer pay paying paid payment* discount* rebate* rate rates amount total sum upfront advance uplift increase* money per-user per-seat invoice-price commercial* worth value afford* percent % licence-fee terms-of-payment figure* number* preis* a-month a-year per-month per-year too-much a-lot kosten teuer* rabatt* nachlass angebot* zahl* gebühr* aufschlag`,
  security: `security secure infosec privacy gdpr dsgvo data encrypt* key keys hosting hosted host cloud server* certificate* certified iso soc penetration pentest pen-test audit-log log logs logged logging sub-processor* subprocessor* backup* restore breach* hack* attack* ciso password* factor mfa sso sign-on single-sign-on identity admin access residency eu us usa gov* compliance confidential* secret* shared on-premise* on-prem* network firewall retention personal* datenschutz* daten sicherheit* verschlüssel* zertifikat* rechenzentrum zugriff* passw* informations*`,
  timing: `time timing moment now capacity busy overloaded overload early soon late later wait* postpone* delay* defer* freeze frozen until before after this-year quarter season* summer autumn winter spring christmas holiday* migration audit year-end month-end closing start* begin* schedule* priorit* leave resources bandwidth hands rush slow* pause* park* hold shelve* next-year plate workload stretched move* moving migration* reorganis* reorganiz* merger restructur* agenda queue staff short-staffed zeit* kapazität* später warten verschieb* verschoben vertagt jahresabschluss* überlastet anfangen erst`,
  product: `system tool product software solution app application module* feature* function* functionality interface* screen* mask dashboard* report* reporting export* import* integration* integrate* connector* connection* api search* archive* portal* mobile offline language* rule* rules workflow* approval-flow match* matching recogni* extraction scan* test* trial pilot demo performance speed response slow bug* error* crash* fail* usab* user users click* button* version update* release sandbox currency currencies format* field* line-item* ocr quality accuracy wrong manual* template* notification* permission* role roles invoice* credit-note* deliver* schnittstelle* funktion* suche bedienung oberfläche bericht*`,
  legal: `legal lawyer* attorney* solicitor* counsel contract* clause* paragraph section liability liable indemn* terms dpa msa nda agreement* wording redline* jurisdiction court law warrant* terminat* renewal renews penalty penalties damages notice intellectual licence-terms audit-rights compliance sign signed signature works-council data-processing vertrag* klausel* haftung* jurist* rechtsabteilung* anwalt* kündig* verlänger* avv unterschr*`,
  decider: `board committee cfo ceo cio coo cto ciso vp director* management manager managers boss superior chief head headquarters head-office group parent company-group corporate owner* shareholder* procurement purchasing finance legal leadership steering steerco council chair* president partner* executive* approve* approval approv* sign signs signature* signatures sign-off decide* decides deciding decision* vote* votes voting final say word authority authoris* authoriz* mandate consent blessing permission convince* convinced sceptical skeptical against support* doubt* commit alone myself agree* agrees recommend* tender scoring criteria committee's release* releases vorstand* geschäftsführ* entscheid* freigabe* genehmig* gremium ausschuss vorgesetzt* einkauf unterschr* überzeugt`,
  rival: `vendor* competitor* competition rival* supplier* provider* alternative* incumbent shortlist* compar* versus vs another other others second tender bid* bidder* offer* quote* demo* proposal* pitch* switch* prefer* instead anbieter* wettbewerb* mitbewerb* konkurrenz* angebot*`,
  left: `left leave leaves leaving resign* retire* retiring depart* departure gone quit quits notice fired dismissed laid redundant redundanc* vacant position successor predecessor replaced replacement stepped step-down stepping moved transferred reassigned role job maternity paternity parental sick long-term last-day no-longer anymore any-more not-responsible handed hand-over hands verlass* verlässt ausgeschieden gekündigt ruhestand elternzeit geht`,
  joined: `join* joins joined joining new introduce* introducing introduction meet welcome takes taking took take over added adding add copied copying cc loop* include* including involve* responsible charge lead leads leading led look-after looks-after represent* appointed hired hire started starts colleague contact successor bring brought stepping steps filling fills from-now-on going-forward from-today as-of speak-for übernimmt kolleg* neu* ansprechpartner* verantwort* part team`,
  moneyPot: `budget* fund funds funding funded money spend spending spent cost-centre cost-center capex opex invest* saving* savings save cut cuts cutting freeze frozen purse financing financed finance plan planned set-aside earmark* reserved allocated approved released envelope ceiling limit grant subsidy pot programme program quarter costs half amount mittel haushalt* budget* einsparung* sperre gekürzt eingeplant`,
  wants: `want* love* like* liked impress* excit* convince* convinced confident best favourite favorite prefer* first choice chose choose chosen ahead go-ahead forward proceed ready sign contract start* starting begin* order recommend* perfect exactly great fit success* save* saves saving saved happy glad look-forward looking-forward green-light yes acceptable would-want would-use told-my we-will-work told decided announce* reserved prepared prepare* extend* expand* roll-out keen enthusias* begeistert* überzeugt* wollen möchten`,
} as const;

export type Concept = keyof typeof conceptWords;
export const concepts = Object.keys(conceptWords) as Concept[];

const pattern = (words: string): RegExp => {
  const alternatives = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('-', '[ -]').replace(/\*$/, '[\\p{L}-]*'));
  return new RegExp(`(?:^|[^\\p{L}\\p{N}])(?:${alternatives.join('|')})(?=$|[^\\p{L}\\p{N}])`, 'u');
};
const patterns = Object.fromEntries(concepts.map((concept) => [concept, pattern(conceptWords[concept])])) as Record<
  Concept,
  RegExp
>;

export const conceptsOf = (sentence: string): ReadonlySet<Concept> => {
  const plain = plainText(sentence);
  return new Set(concepts.filter((concept) => patterns[concept].test(plain)));
};
