import type { Calendar } from '../calendar.ts';
import type { DealScript } from '../deal-script.ts';

/** A perfume maker in Grasse that writes French to a seller who answers in both languages. */
export const writeMaisonDelacourt = ({ day, at }: Calendar): DealScript => ({
  key: 'maison-delacourt-portal',
  split: 'tune',
  isCareful: true,
  account: {
    key: 'maison-delacourt',
    name: 'Maison Delacourt',
    industry: 'Consumer Goods',
    domain: 'delacourt.example',
    country: 'France',
    employees: 230,
    people: {
      solene: { firstName: 'Solène', lastName: 'Delacourt', title: 'Directrice générale', quoting: 'french' },
      thierry: {
        firstName: 'Thierry',
        lastName: 'Marchand',
        title: 'Directeur administratif et financier',
        quoting: 'french',
      },
    },
  },
  ownerKey: 'lucia',
  name: 'Maison Delacourt – portail fournisseurs',
  stage: 'Evaluation',
  amount: 26_000,
  currency: 'EUR',
  closeDate: day(30).iso,
  createdAt: at(-52, '09:00'),
  nextStep: 'Visite à Grasse',
  description: 'Rose and jasmine growers, paid by weight at dawn.',
  type: 'New Business',
  roles: { thierry: 'Champion', solene: 'Decision Maker' },
  history: [
    { at: at(-41, '09:00'), field: 'StageName', from: 'Qualification', to: 'Discovery' },
    { at: at(-19, '09:00'), field: 'StageName', from: 'Discovery', to: 'Evaluation' },
  ],
  items: [
    {
      kind: 'mail',
      at: at(-50, '09:48'),
      from: 'thierry',
      to: ['lucia'],
      subject: 'Nos cueilleurs',
      thread: 'cueilleurs',
      body: `Bonjour Lucía,

nous achetons des roses à quarante cueilleurs, au poids, entre cinq et dix heures du matin. Les pesées sont notées au crayon.

{{open_ask: Votre portail peut-il fonctionner sur un téléphone très ancien ?}} {{timeline: Il nous faudrait une solution avant la récolte de mai.}}

Cordialement,
Thierry Marchand`,
    },
    {
      kind: 'mail',
      at: at(-49, '10:10'),
      from: 'lucia',
      to: ['thierry'],
      subject: 'Nos cueilleurs',
      thread: 'cueilleurs',
      body: `Bonjour Thierry,

oui, une page simple suffit, même sur un vieux téléphone. {{next_step: Je vous propose un essai avec cinq cueilleurs.}}

Bien cordialement,
Lucía`,
    },
    {
      kind: 'call',
      at: at(-33, '08:00'),
      title: 'Delacourt: five growers',
      format: 'vtt',
      turns: [
        ['lucia', 'Bonjour Thierry, we can speak English today, yes?'],
        ['thierry', 'Yes, my director wants the notes in English for our investors.'],
        ['lucia', 'So, five growers, three weeks. How was it?'],
        ['thierry', '{{buying_signal: Four of the five do not want to give the phone back.}}'],
        ['lucia', 'And the fifth?'],
        ['thierry', 'The fifth is my uncle.'],
        ['lucia', 'Ah.'],
        [
          'thierry',
          '{{objection_product: The scale has no connection, so somebody still types the weight, and that is where the mistakes come from.}}',
        ],
        [
          'lucia',
          'There is a small box that reads the scale. {{commitment_ours|Lucía Ferrer|' +
            day(-28).iso +
            ': I will find out the price of the box by ' +
            day(-28).weekday +
            '.}}',
        ],
        ['thierry', '{{decision_process: Good, because Madame Delacourt decides alone, and she decides once.}}'],
      ],
    },
    {
      kind: 'mail',
      at: at(-28, '17:20'),
      from: 'lucia',
      to: ['thierry'],
      subject: 'La balance',
      thread: 'balance',
      body: `Bonjour Thierry,

le boîtier coûte 190 EUR par balance, installation comprise.

Bien cordialement,
Lucía`,
    },
    {
      kind: 'mail',
      at: at(-6, '18:33'),
      from: 'solene',
      to: ['lucia'],
      subject: 'Le portail',
      thread: 'portail',
      body: `Chère Madame,

M. Marchand m'a présenté votre solution. {{objection_security: Nos formules et nos fournisseurs sont notre secret, et je refuse que ces données quittent la France.}} {{competitor: Un de mes confrères travaille avec Finvero et s'en félicite.}}

{{open_ask: Pouvez-vous me garantir un hébergement en France ?}}

Cordialement,
Solène Delacourt`,
    },
    {
      kind: 'mail',
      at: at(-5, '09:00'),
      from: 'lucia',
      to: ['solene'],
      cc: ['thierry'],
      subject: 'Le portail',
      thread: 'portail',
      body: `Chère Madame,

l'hébergement à Roubaix est possible. {{commitment_ours|Lucía Ferrer|${day(2).iso}: Vous recevrez notre engagement écrit avant le ${day(2).french}.}}

Bien cordialement,
Lucía Ferrer`,
    },
    {
      kind: 'meeting',
      at: at(8, '07:00'),
      minutes: 240,
      subject: 'Visite à Grasse',
      description: 'Pesée à six heures, puis réunion.',
      attendees: ['lucia', 'thierry', 'solene'],
    },
  ],
});
