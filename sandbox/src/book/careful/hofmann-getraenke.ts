import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A family brewery and bottler; everything is in German. */
export const writeHofmannGetraenke = ({ day, at, offsetAtLeast }: Calendar): DealScript => {
  const last = offsetAtLeast(6);
  return {
    key: 'hofmann-getraenke-pfand',
    split: 'report',
    isCareful: true,
    account: {
      key: 'hofmann-getraenke',
      name: 'Hofmann Getränke',
      industry: 'Food & Beverage',
      domain: 'hofmann-getraenke.example',
      country: 'Germany',
      employees: 520,
      people: {
        renate: {
          firstName: 'Renate',
          lastName: 'Hofmann',
          title: 'Geschäftsführerin',
          phone: '+49 9131 555 014',
          quoting: 'german',
        },
        bernd: { firstName: 'Bernd', lastName: 'Kraus', title: 'Leiter Buchhaltung', quoting: 'german' },
        silke: {
          firstName: 'Silke',
          lastName: 'Amann',
          title: 'Datenschutzbeauftragte (extern)',
          email: 'amann@ds-amann.example',
          quoting: 'outlook',
        },
      },
    },
    ownerKey: 'jonas',
    name: 'Hofmann Getränke – Leergut und Pfand',
    stage: 'Proposal',
    amount: 47_000,
    currency: 'EUR',
    closeDate: day(20).iso,
    createdAt: at(-85, '09:00'),
    nextStep: 'Fragen der Datenschutzbeauftragten beantworten',
    description: 'Leergutrücknahme, Pfand, 900 Gastwirte. Alles deutsch.',
    type: 'New Business',
    roles: { renate: 'Economic Buyer', bernd: 'Champion', silke: 'Other' },
    history: [
      { at: at(-70, '09:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
      { at: at(-49, '09:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
      { at: at(-16, '13:00'), field: 'StageName', from: 'Evaluation', to: 'Proposal' },
    ],
    items: [
      {
        kind: 'mail',
        at: at(-83, '07:25'),
        from: 'bernd',
        to: ['jonas'],
        subject: 'Leergut',
        thread: 'leergut',
        body: `Guten Morgen Herr Weber,

wir beliefern rund neunhundert Gastwirte und nehmen deren Leergut zurück. Was auf dem Lieferschein steht und was auf dem Hof ankommt, sind zwei verschiedene Welten.

{{open_ask: Kann Ihr System Pfand als eigene Position abgleichen?}}

Mit freundlichen Grüßen
Bernd Kraus`,
      },
      {
        kind: 'mail',
        at: at(-82, '10:02'),
        from: 'jonas',
        to: ['bernd'],
        subject: 'Leergut',
        thread: 'leergut',
        body: `Guten Morgen Herr Kraus,

das kann es, Pfand ist eine eigene Belegart. {{next_step: Ich schlage vor, dass wir uns einen Monat Ihrer Lieferscheine gemeinsam ansehen.}}

Mit freundlichen Grüßen
Jonas Weber`,
      },
      {
        kind: 'call',
        at: at(-68, '09:00'),
        title: 'Hofmann: ein Monat Lieferscheine',
        format: 'txt',
        turns: [
          ['jonas', 'Guten Morgen zusammen, hören Sie mich?'],
          ['renate', 'Wir hören Sie, im Hintergrund läuft die Abfüllung.'],
          ['jonas', 'Von 4.100 Scheinen sind 3.300 ohne Nacharbeit durchgegangen.'],
          ['bernd', '{{buying_signal: Das ist mehr, als wir mit drei Leuten schaffen.}}'],
          [
            'renate',
            '{{objection_price: Mir ist der Einstiegspreis zu hoch, wir sind eine Brauerei und kein Konzern.}}',
          ],
          ['jonas', 'Das verstehe ich. Was wäre denn für Sie in Ordnung?'],
          [
            'renate',
            '{{budget: Ich habe für dieses Thema fünfundvierzigtausend vorgesehen.}} Das hat mein Vater noch auf einen Bierdeckel geschrieben.',
          ],
          ['bernd', 'Den Deckel gibt es noch.'],
          ['renate', '{{timeline: Zum Saisonbeginn muss das laufen, sonst brauchen wir es erst im Herbst wieder.}}'],
          [
            'jonas',
            '{{commitment_ours|Jonas Weber|' +
              day(-62).iso +
              ': Ich rechne Ihnen eine kleinere Variante und schicke sie bis ' +
              day(-62).german +
              '.}}',
          ],
        ],
      },
      {
        kind: 'mail',
        at: at(-62, '14:44'),
        from: 'jonas',
        to: ['renate', 'bernd'],
        subject: 'Kleinere Variante',
        thread: 'variante',
        body: `Liebe Frau Hofmann, lieber Herr Kraus,

die kleinere Variante liegt bei, 47.000 EUR im Jahr mit allen Gastwirten, aber ohne Archiv.

Mit freundlichen Grüßen
Jonas Weber`,
      },
      {
        kind: 'mail',
        at: at(-17, '08:15'),
        from: 'renate',
        to: ['jonas'],
        subject: 'Kleinere Variante',
        thread: 'variante',
        body: `Lieber Herr Weber,

{{buying_signal: damit kann ich leben.}} {{buying_signal: Wenn der Datenschutz geklärt ist, machen wir das.}}

{{stakeholder_joined|Silke Amann: Frau Amann, unsere externe Datenschutzbeauftragte, ist ab sofort dabei.}} {{decision_process: Sie gibt eine Stellungnahme ab, danach unterschreibe ich allein.}}

Herzliche Grüße
Renate Hofmann`,
      },
      {
        kind: 'mail',
        at: at(-12, '11:19'),
        from: 'silke',
        to: ['jonas'],
        cc: ['renate'],
        subject: 'Auftragsverarbeitung Hofmann',
        thread: 'avv',
        body: `Sehr geehrter Herr Weber,

ich habe Ihren Vertrag zur Auftragsverarbeitung gelesen. {{objection_security: Die Liste der Unterauftragnehmer enthält einen Anbieter außerhalb der EU, dem kann ich nicht zustimmen.}} {{objection_legal: Außerdem fehlen die Löschfristen, so ist der Vertrag nicht unterschriftsreif.}}

{{open_ask: Bitte senden Sie mir eine überarbeitete Fassung.}}

Mit freundlichen Grüßen
Silke Amann`,
        below:
          'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte.',
      },
      {
        kind: 'mail',
        at: at(-11, '16:30'),
        from: 'jonas',
        to: ['silke'],
        cc: ['renate'],
        subject: 'Auftragsverarbeitung Hofmann',
        thread: 'avv',
        body: `Sehr geehrte Frau Amann,

vielen Dank für die genaue Durchsicht. {{commitment_ours|Jonas Weber|${day(3).iso}: Sie erhalten die überarbeitete Fassung bis ${day(3).german} von mir.}}

Mit freundlichen Grüßen
Jonas Weber`,
      },
      {
        kind: 'mail',
        at: at(last, '06:50'),
        from: 'bernd',
        to: ['jonas'],
        subject: 'Schulung',
        thread: 'schulung',
        body: `Guten Morgen Herr Weber,

{{buying_signal: die Kollegen fragen schon.}} {{open_ask: Wie viele Tage Schulung rechnen Sie für acht Leute?}} {{commitment_theirs|Bernd Kraus|${day(1).iso}: Die Namen schicke ich Ihnen bis ${day(1).german}.}}

Mit freundlichen Grüßen
Bernd Kraus`,
      },
    ],
  };
};
