import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A municipal utility: formal, German, a council that meets rarely. */
export const writeStadtwerkeLahnau = ({ day, at }: Calendar): DealScript => ({
  key: 'stadtwerke-lahnau-archiv',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'stadtwerke-lahnau',
    name: 'Stadtwerke Lahnau',
    industry: 'Utilities',
    domain: 'stadtwerke-lahnau.example',
    country: 'Germany',
    employees: 290,
    people: {
      georg: { firstName: 'Georg', lastName: 'Thielen', title: 'Kaufmännischer Leiter', quoting: 'german' },
      beate: { firstName: 'Beate', lastName: 'Roth', title: 'Sachgebiet Rechnungswesen', quoting: 'german' },
    },
  },
  ownerKey: 'jonas',
  name: 'Stadtwerke Lahnau – Archiv',
  stage: 'Discovery',
  amount: 18_500,
  currency: 'EUR',
  closeDate: day(52).iso,
  createdAt: at(-62, '09:00'),
  nextStep: 'Warten auf Werksausschuss',
  description: null,
  type: 'New Business',
  roles: { georg: 'Champion', beate: 'Business User' },
  history: [{ at: at(-50, '10:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' }],
  items: [
    {
      kind: 'mail',
      at: at(-60, '10:35'),
      from: 'georg',
      to: ['jonas'],
      subject: 'Ihre Anfrage zum Rechnungsarchiv',
      thread: 'archiv',
      body: `Sehr geehrter Herr Weber,

vielen Dank für Ihren Besuch. {{decision_process: Über Anschaffungen dieser Art entscheidet bei uns der Werksausschuss, und zwar auf Vorlage der kaufmännischen Leitung.}} {{timeline: Die nächste Sitzung findet am ${day(-9).german} statt.}}

{{objection_authority: Ich allein darf nur bis fünftausend Euro unterschreiben.}}

Mit freundlichen Grüßen
Georg Thielen`,
    },
    {
      kind: 'mail',
      at: at(-59, '08:40'),
      from: 'jonas',
      to: ['georg'],
      subject: 'Ihre Anfrage zum Rechnungsarchiv',
      thread: 'archiv',
      body: `Sehr geehrter Herr Thielen,

vielen Dank für die Auskunft. {{commitment_ours|Jonas Weber|${day(-54).iso}: Ich sende Ihnen bis ${day(-54).germanWeekday} eine Vorlage für den Ausschuss.}}

Mit freundlichen Grüßen
Jonas Weber`,
    },
    {
      kind: 'mail',
      at: at(-54, '09:30'),
      from: 'jonas',
      to: ['georg'],
      subject: 'Ihre Anfrage zum Rechnungsarchiv',
      thread: 'archiv',
      body: `Sehr geehrter Herr Thielen,

die Vorlage liegt bei, zwei Seiten.

Mit freundlichen Grüßen
Jonas Weber`,
    },
    {
      kind: 'mail',
      at: at(-30, '13:05'),
      from: 'beate',
      to: ['jonas'],
      subject: 'Testzugang',
      thread: 'test',
      body: `Guten Tag Herr Weber,

der Testzugang funktioniert. {{objection_product: Die Suche nach Zählernummern findet leider nichts.}} {{open_ask: Lässt sich das ergänzen?}}

Viele Grüße
Beate Roth`,
    },
    {
      kind: 'mail',
      at: at(-29, '09:15'),
      from: 'jonas',
      to: ['beate'],
      subject: 'Testzugang',
      thread: 'test',
      body: `Guten Tag Frau Roth,

ja, Zählernummern lassen sich als Suchfeld anlegen, ich habe es in Ihrem Zugang schon eingerichtet.

Viele Grüße
Jonas Weber`,
    },
    {
      kind: 'mail',
      at: at(-8, '16:12'),
      from: 'georg',
      to: ['jonas'],
      subject: 'Sitzung des Werksausschusses',
      thread: 'ausschuss',
      body: `Sehr geehrter Herr Weber,

{{objection_timing: der Ausschuss hat den Punkt vertagt, weil die Haushaltsberatung Vorrang hat.}} {{budget_risk: Ob im nächsten Haushalt noch Mittel dafür stehen, kann ich Ihnen heute nicht sagen.}}

{{commitment_theirs|Georg Thielen|${day(9).iso}: Ich melde mich bis zum ${day(9).german} bei Ihnen.}}

Mit freundlichen Grüßen
Georg Thielen`,
    },
    {
      kind: 'mail',
      at: at(-7, '08:05'),
      from: 'jonas',
      to: ['georg'],
      subject: 'Sitzung des Werksausschusses',
      thread: 'ausschuss',
      body: `Sehr geehrter Herr Thielen,

danke für die offene Nachricht, ich warte gern.

Mit freundlichen Grüßen
Jonas Weber`,
    },
  ],
});
