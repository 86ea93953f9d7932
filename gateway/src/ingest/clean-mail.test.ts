import { describe, expect, it } from 'vitest';
import { cleanMail } from './clean-mail.ts';

const own = 'Hi Tom,\n\nthe price is 20 % over what Acme offers us. Can we talk on Thursday?';

describe('cleanMail cuts what is quoted', () => {
  it.each([
    [
      'Gmail',
      `${own}\n\nOn Tue, Mar 3, 2026 at 10:12 AM Tom Berg <tom@dealside.test> wrote:\n\n> Here is our offer.\n> It is firm.`,
    ],
    [
      'Gmail, wrapped',
      `${own}\n\nOn Tue, Mar 3, 2026 at 10:12 AM Tom Berg <tom.berg@a-rather-long-name.test>\nwrote:\n\n> Here is our offer.`,
    ],
    ['Apple Mail', `${own}\n\n> On 3 Mar 2026, at 10:12, Tom Berg <tom@x.test> wrote:\n> \n> Here is our offer.`],
    ['plain On … wrote without marks', `${own}\n\nOn 3 Mar 2026, Tom Berg wrote:\n\nHere is our offer.\nIt is firm.`],
    [
      'Outlook',
      `${own}\n\nFrom: Tom Berg <tom@x.test>\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Priya Shah <priya@acme.test>\nSubject: Our offer\n\nHere is our offer.`,
    ],
    [
      'Outlook with a rule',
      `${own}\n\n________________________________\nFrom: Tom Berg\nSent: Tuesday, March 3, 2026 10:12 AM\nTo: Priya Shah\nSubject: Our offer\n\nHere is our offer.`,
    ],
    [
      'Outlook in bold',
      `${own}\n\n*From:* Tom Berg <tom@x.test>\n*Sent:* Tuesday, March 3, 2026\n*To:* Priya\n*Subject:* Our offer\n\nHere is our offer.`,
    ],
    [
      'Outlook in German',
      `${own}\n\nVon: Tom Berg <tom@x.test>\nGesendet: Dienstag, 3. März 2026 10:12\nAn: Priya Shah\nBetreff: Angebot\n\nAnbei unser Angebot.`,
    ],
    [
      'Outlook in French',
      `${own}\n\nDe : Tom Berg <tom@x.test>\nEnvoyé : mardi 3 mars 2026 10:12\nÀ : Priya Shah\nObjet : Offre\n\nVoici notre offre.`,
    ],
    ['Original Message', `${own}\n\n-----Original Message-----\nFrom: Tom Berg\nHere is our offer.`],
    ['German Thunderbird', `${own}\n\nAm 03.03.2026 um 10:12 schrieb Tom Berg:\n> Anbei unser Angebot.`],
    [
      'German Gmail',
      `${own}\n\nAm Di., 3. März 2026 um 10:12 Uhr schrieb Tom Berg <tom@x.test>:\n\n> Anbei unser Angebot.`,
    ],
    ['French', `${own}\n\nLe mar. 3 mars 2026 à 10:12, Tom Berg <tom@x.test> a écrit :\n\n> Voici notre offre.`],
    ['Spanish', `${own}\n\nEl mar, 3 mar 2026 a las 10:12, Tom Berg (<tom@x.test>) escribió:\n\n> Nuestra oferta.`],
    [
      'Italian',
      `${own}\n\nIl giorno mar 3 mar 2026 alle ore 10:12 Tom Berg <tom@x.test> ha scritto:\n\n> La nostra offerta.`,
    ],
    ['Dutch', `${own}\n\nOp di 3 mrt 2026 om 10:12 schreef Tom Berg <tom@x.test>:\n\n> Ons aanbod.`],
    ['name first', `${own}\n\nTom Berg <tom@x.test> schrieb am Di., 3. März 2026, 10:12:\n\n> Anbei.`],
    [
      'a forwarded mail',
      `${own}\n\n---------- Forwarded message ---------\nFrom: Mona Lind <mona@globex.test>\nDate: Mon, 2 Mar 2026\nSubject: Globex renewal\nTo: Priya\n\nWe cancel the Globex renewal.`,
    ],
    ['a forward by Apple Mail', `${own}\n\nBegin forwarded message:\n\nFrom: Mona\nSubject: Globex\n\nWe cancel.`],
    [
      'a German forward',
      `${own}\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Globex\nVon: Mona\n\nWir kündigen.`,
    ],
  ])('%s', (_name, mail) => {
    expect(cleanMail(mail)).toBe(own);
  });

  it('keeps answers written between quoted lines', () => {
    const mail =
      'Hi,\n\nOn 3 Mar 2026, Tom <tom@x.test> wrote:\n> Do you need SSO?\n\nYes, with Okta.\n\n> By when?\nBy 14 December.';
    expect(cleanMail(mail)).toBe('Hi,\n\nYes, with Okta.\n\nBy 14 December.');
  });

  it('keeps a sentence that only looks like an introduction', () => {
    const text = 'As our counsel wrote:\nwe accept clause 4.\n\nFrom: our side there is no objection.';
    expect(cleanMail(text)).toBe(text);
  });

  it('is empty for a mail that only forwards or quotes', () => {
    expect(cleanMail('---------- Forwarded message ---------\nFrom: Mona\n\nWe cancel.')).toBe('');
    expect(cleanMail('> only\n> quoted')).toBe('');
  });
});

describe('cleanMail cuts signatures', () => {
  it.each([
    ['the standard delimiter', `${own}\n\n-- \nPriya Shah\nHead of Procurement\n+49 30 1234567`],
    [
      'a closing and a block',
      `${own}\n\nBest regards,\nPriya Shah\nHead of Procurement | Acme GmbH\nT +49 30 1234567\nwww.acme.test`,
    ],
    ['a closing and a name', `${own}\n\nThanks,\nPriya`],
    ['a German closing', `${own}\n\nMit freundlichen Grüßen\nPriya Shah\nLeiterin Einkauf`],
    ['short German', `${own}\n\nViele Grüße\nPriya`],
    ['a French closing', `${own}\n\nBien cordialement,\nPriya`],
    ['a phone', `${own}\n\nSent from my iPhone`],
    ['a phone behind a closing', `${own}\n\nCheers\nPriya\n\nSent from Outlook for iOS`],
    ['a closing above a quote', `${own}\n\nKind regards\nPriya\n\nOn 3 Mar 2026, Tom <tom@x.test> wrote:\n> Offer.`],
    ['a rule and a block', `${own}\n\n_____________\nPriya Shah\nAcme`],
    [
      'a confidentiality notice',
      `${own}\n\nThis email and any attachments are confidential and intended solely for the addressee.`,
    ],
    ['a named notice', `${own}\n\nCONFIDENTIALITY NOTICE: This message is privileged. Delete it.`],
    [
      'an external banner',
      `CAUTION: This email originated from outside of the organisation. Do not click links.\n\n${own}`,
    ],
    ['a short banner', `[EXTERNAL]\n\n${own}`],
  ])('%s', (_name, mail) => {
    expect(cleanMail(mail)).toBe(own);
  });

  it('keeps a postscript below the signature', () => {
    expect(cleanMail(`${own}\n\nBest,\nPriya\n\nPS: legal needs two weeks.`)).toBe(
      `${own}\n\nPS: legal needs two weeks.`,
    );
  });

  it('keeps what follows a thank-you inside the mail', () => {
    const text = 'Thanks\n\nNext steps:\n- legal review by Friday\n- send the price list\n\nCan you confirm?';
    expect(cleanMail(`Hi Tom,\n\n${text}`)).toBe(`Hi Tom,\n\n${text}`);
  });

  it('keeps a rule between two parts of a mail', () => {
    const text =
      'Our answers are below, please read them with your security team.\n\n-----\n\nWe store data in Frankfurt and encrypt it at rest with AES-256.\n\nWe rotate keys every year.';
    expect(cleanMail(text)).toBe(text);
  });
});

describe('cleanMail on bad input', () => {
  it('removes control characters and keeps emoji', () => {
    expect(cleanMail('We\u0000 sign\u0007 👩‍💻 on\u202e Friday.\u200b')).toBe('We sign 👩‍💻 on Friday.');
  });

  it('takes a megabyte of anything in well under two seconds', () => {
    const started = performance.now();
    for (const line of ['On x wrote', '> a', 'From: x', 'Am 3. schrieb', 'a'.repeat(200), 'Op x\nschreef', '-- '])
      cleanMail(`${line}\n`.repeat(Math.ceil(1_000_000 / line.length)));
    expect(performance.now() - started).toBeLessThan(14_000);
  });

  it('changes nothing the second time', () => {
    const once = cleanMail(`${own}\r\n\r\n\r\n\r\nBest,\r\nPriya\r\n`);
    expect(cleanMail(once)).toBe(once);
  });
});
