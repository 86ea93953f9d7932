import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences.ts';

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe('splitSentences', () => {
  it.each([
    ['two plain sentences', 'We need SSO. Can you confirm?', ['We need SSO.', 'Can you confirm?']],
    ['titles', 'Dr. Smith met Mrs. Jones. They agreed.', ['Dr. Smith met Mrs. Jones.', 'They agreed.']],
    ['initials', 'J. Miller signs. P. T. Barnum pays.', ['J. Miller signs.', 'P. T. Barnum pays.']],
    ['decimals and prices', 'It costs 3.5 million. Too much!', ['It costs 3.5 million.', 'Too much!']],
    ['versions and hosts', 'See www.acme.com v1.2 now. Thanks.', ['See www.acme.com v1.2 now.', 'Thanks.']],
    ['a German date', 'Start am 14. Dezember geplant. Passt das?', ['Start am 14. Dezember geplant.', 'Passt das?']],
    ['a short month', 'By Dec. 14 we sign. Then we start.', ['By Dec. 14 we sign.', 'Then we start.']],
    ['German abbreviations', 'Wir brauchen z. B. SSO. Danke.', ['Wir brauchen z. B. SSO.', 'Danke.']],
    ['e.g. before a capital', 'Tools, e.g. Okta, work. Fine.', ['Tools, e.g. Okta, work.', 'Fine.']],
    ['a plain no', 'No. We cannot do plan B. We stop at p. 5.', ['No.', 'We cannot do plan B.', 'We stop at p. 5.']],
    ['quotes', '"We cannot sign." Priya was clear.', ['"We cannot sign."', 'Priya was clear.']],
    ['a number before the stop', 'We have 14. December is busy.', ['We have 14. December is busy.']],
    ['an ellipsis of dots', 'Well... Maybe. Yes.', ['Well...', 'Maybe.', 'Yes.']],
  ])('keeps %s', (_name, text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it('cuts list items apart and leaves their markers out', () => {
    expect(texts('Open points:\n- Security review\n- Price list by Friday\n1. Legal\n2) Budget')).toEqual([
      'Open points:',
      'Security review',
      'Price list by Friday',
      'Legal',
      'Budget',
    ]);
  });

  it('joins the lines of a hard-wrapped paragraph', () => {
    const text =
      'We looked at the offer with our finance team and the price is\n20 % above what Acme offers. Can we\ntalk?';
    expect(texts(text)).toEqual([
      'We looked at the offer with our finance team and the price is\n20 % above what Acme offers.',
      'Can we\ntalk?',
    ]);
  });

  it('ends a sentence at a blank line and at short lines of their own', () => {
    expect(texts('Hi Tom,\nThanks for the call.\n\nBest\nPriya')).toEqual([
      'Hi Tom,',
      'Thanks for the call.',
      'Best',
      'Priya',
    ]);
  });

  it('returns nothing for white space and copes with text without an end', () => {
    expect(texts(' \n\t\n ')).toEqual([]);
    expect(texts('no full stop')).toEqual(['no full stop']);
  });

  it('gives offsets that cut the sentence out of the text', () => {
    const text = '  Hi 👋 Tom.\r\n\r\nPrice: 3.5 %.   OK?\n- one\n- two. Three.';
    for (const sentence of splitSentences(text)) expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text);
    expect(splitSentences(text)).toHaveLength(6);
  });
});
