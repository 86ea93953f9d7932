import type { DistractorBank, PhraseBank } from './phrase-bank.ts';

/** German mails of the `report` half. */
export const phrasesReportGerman: PhraseBank = {
  language: 'de',
  signals: {
    objection_price: [
      'Ehrlich gesagt sprengt das unseren Rahmen.',
      'Bei {money} hat unser Kaufmann tief durchgeatmet.',
      'Da müssten Sie preislich deutlich nachgeben.',
    ],
    objection_security: [
      'Der Datenschutz sperrt sich gegen Ihre Unterauftragnehmer.',
      'Fremde Administratoren auf unseren Belegen bereiten uns Bauchschmerzen.',
      'Solange kein frisches Testat vorliegt, bleibt die Ampel rot.',
    ],
    objection_timing: [
      'Mitten in der Hauptsaison fassen wir so etwas nicht an.',
      'Uns fehlen schlicht die Leute, frühestens {month} wird es ruhiger.',
      'Das sollten wir vertagen, bis der Umzug geschafft ist.',
    ],
    objection_product: [
      'Gutschriften landeten im Probelauf durchweg im falschen Topf.',
      'Freigaben nach Kostenstelle vermissen wir schmerzlich.',
      'Die Auswertungen wirkten auf unsere Controller etwas dünn.',
    ],
    objection_legal: [
      'Unser Anwalt stößt sich am Gerichtsstand.',
      'Mit dieser Kündigungsfrist kommen Sie bei uns nicht durch.',
      'Die Prüfung durch die Kanzlei zieht sich länger hin als gedacht.',
    ],
    objection_authority: [
      'Mir sind da leider die Hände gebunden.',
      'Die Konzernmutter hat noch nicht genickt.',
      'Ab dieser Summe redet der Aufsichtsrat mit.',
    ],
    competitor: [
      '{competitor} klopft ebenfalls an unsere Tür.',
      'Parallel sprechen wir mit {competitor}.',
      'Im Vergleich zu {competitor} schneiden Sie bei den Schnittstellen schlechter ab.',
    ],
    stakeholder_left: [
      'Leider hat {other} gekündigt.',
      '{other} wechselt nach Wien und gibt alles ab.',
      'Seit dem Weggang von {other} ist die Stelle unbesetzt.',
    ],
    budget_risk: [
      'Die Zentrale hat den Geldhahn zugedreht.',
      'Unser Topf ist nach dem Hagel so gut wie leer.',
      'Investitionen stehen gerade komplett auf dem Prüfstand.',
    ],
    commitment_ours: [
      'Sie hören dazu {by} von mir.',
      'Den Entwurf lege ich Ihnen {by} auf den Tisch.',
      'Um das Rundungsthema kümmere ich mich {by}.',
    ],
    commitment_theirs: [
      'Die Mengen reiche ich Ihnen {by} nach.',
      'Ich kläre das {by} mit unserem Kaufmann.',
      'Unterschrieben zurück bekommen Sie das Papier {by}.',
    ],
    next_step: [
      'Dann setzen wir uns im Anschluss mit den Lagerleitern zusammen.',
      'Sinnvoll wäre jetzt ein Probelauf mit den Belegen vom Vormonat.',
      'Danach geht es in die Vertragsrunde.',
    ],
    open_ask: [
      'Wo genau stehen eigentlich Ihre Server?',
      'Hätten Sie einen Kunden aus der Branche, mit dem wir telefonieren dürften?',
      'Mich würde interessieren, wie Sie mit doppelten Kreditoren umgehen?',
    ],
    stakeholder_joined: [
      'Neu im Boot ist {other}.',
      'Künftig sitzt {other} mit am Tisch.',
      'Den Hut hat jetzt {other} auf.',
    ],
    decision_process: [
      'Das letzte Wort hat {other}.',
      'Der Beirat tagt alle acht Wochen und stimmt ab.',
      'Fachabteilung, Revision, Inhaberin: in dieser Folge läuft es.',
    ],
    budget: [
      'Rund {money} liegen dafür bereit.',
      'Die Förderung des Landes deckt {percent} % davon.',
      'Finanziert wird es über die Digitalisierungsrücklage.',
    ],
    timeline: [
      'Stichtag ist der {when}.',
      'Spätestens im {month} muss der alte Server vom Netz.',
      'Beschlossen wird das in der Woche ab dem {when}.',
    ],
    buying_signal: [
      'Von mir aus können Sie den Vertrag aufsetzen.',
      'Im Lager reißen sie sich schon darum.',
      'Besser als Sie hat es keiner gemacht.',
    ],
  },
  notes: {},
  due: [
    { text: 'spätestens {weekday}', means: 'weekday' },
    { text: 'allerspätestens zum {date}', means: 'date' },
  ],
  competitors: ['Billhive', 'Reconcilio', 'Novamatch'],
};

export const mailsReportGerman: Pick<
  DistractorBank,
  'theirs' | 'ours' | 'hardTheirs' | 'hardOurs' | 'greetings' | 'closings' | 'subjects'
> = {
  theirs: [
    'War schön, Sie mal in echt zu sehen.',
    'Bei uns kommt die Hälfte noch per Post.',
    'Zwölf Gesellschaften, ein Hauptbuch.',
    'Ich tippe das gerade im Zug.',
    'Der Pförtner hat Ihren Ausweis.',
    'Unser Steuerberater saß auch dabei.',
  ],
  ours: [
    'Anbei noch einmal die Übersicht.',
    'Ausnahmen landen in einer gemeinsamen Liste.',
    'Melden Sie sich, wann immer es passt.',
    'Grüße auch an die Runde vom Dienstag.',
    'Grau hinterlegt sind die Vorjahreswerte.',
  ],
  hardTheirs: [
    'Am Geld ist es noch nie gescheitert.',
    'Juristen brauchen wir für einen Probelauf keine.',
    'Die Mengen hatte ich Ihnen vorige Woche gemailt.',
    'Gut durch den Schnee gekommen?',
  ],
  hardOurs: ['Der Fehler ist seit zwei Ständen behoben.', 'Die Anlage hatten Sie schon.'],
  greetings: ['Servus {them},', 'Guten Morgen {them},'],
  closings: ['Herzliche Grüße\n{me}', 'Beste Grüße\n{me}'],
  subjects: ['Probelauf', 'Stand der Dinge', '{company}: Belege', 'Kurze Frage'],
};
