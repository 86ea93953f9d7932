import type { Answer } from '@dealside/shared';
import { describe, expect, it } from 'vitest';
import { contactOf, factsOf } from '../fixtures/facts.ts';
import { type Exchange, resolveFollowUp } from './resolve-follow-up.ts';

const record = { system: 'salesforce', type: 'Opportunity', id: '006000000000001AAA' } as const;
const facts = factsOf({ contacts: [contactOf({ name: 'Priya Shah' }), contactOf({ name: 'Tom Becker' })] });
const answerBy = (...authors: string[]): Answer => ({
  outcome: 'answered',
  sentences: authors.map((_author, index) => ({ text: 'They need SAML.', cites: [index + 1] })),
  evidence: authors.map((author, index) => ({
    number: index + 1,
    id: `e${index}`,
    kind: 'call',
    documentId: null,
    record,
    title: 'Security review',
    author,
    at: '2026-11-17T14:00:00.000Z',
    quote: 'We need SAML.',
    locator: { type: 'characters', start: 0, end: 13 },
  })),
  madeBy: { mode: 'extracts', model: null, promptVersion: '1', seconds: 1 },
  searched: { passages: 3, kinds: ['call'] },
});
const thread = (question: string, ...authors: string[]): Exchange[] => [{ question, answer: answerBy(...authors) }];
const understood = (asked: string, earlier: Exchange[]) => {
  const read = resolveFollowUp(asked, earlier, facts);
  return read.kind === 'question' ? read.question : read;
};

describe('resolveFollowUp', () => {
  const sso = thread('What did they say about SSO?', 'Tom Becker');

  it.each([
    'and who said it?',
    'Who said that?',
    'who wrote that',
    'When was that?',
    'And where does it say so?',
    'Wer hat das gesagt?',
  ])('%s: tells the sources of the answer before', (asked) => {
    expect(resolveFollowUp(asked, sso, facts)).toMatchObject({
      kind: 'sources',
      sentences: [{ text: 'Tom Becker, in the call “Security review” of 17 Nov.', evidence: [{ id: 'e0' }] }],
    });
  });

  it.each([
    ['and about price?', 'What did they say about price?'],
    ['What about the data centre?', 'What did they say about the data centre?'],
    ['and what did he say about the price?', 'what did Tom say about the price?'],
    ['and why is that?', 'why is that? (What did they say about SSO?)'],
    ['What is the budget for next year?', 'What is the budget for next year?'],
  ])('%s: is read as %s', (asked, question) => {
    expect(understood(asked, sso)).toBe(question);
  });

  it('turns the question to another person', () => {
    expect(understood('and Tom?', thread('What did Priya say about the price?', 'Priya Shah'))).toBe(
      'What did Tom say about the price?',
    );
  });

  it('follows a question that was a follow-up itself', () => {
    const [first] = sso;
    if (!first) throw new Error('no thread');
    const second: Exchange = {
      question: 'and about price?',
      answer: { ...answerBy('Priya Shah'), understoodAs: 'What did they say about price?' },
    };
    expect(understood('and about timing?', [first, second])).toBe('What did they say about timing?');
  });

  it('does not guess whom "she" means', () => {
    const two = thread('What did they say about SSO?', 'Tom Becker', 'Priya Shah');
    expect(resolveFollowUp('and what did she want?', two, facts)).toEqual({
      kind: 'unclear',
      choices: ['Tom Becker', 'Priya Shah'],
    });
  });

  it('says that there is nothing to refer to', () => {
    expect(resolveFollowUp('and who said it?', [], facts)).toEqual({ kind: 'unclear', choices: [] });
    const nothing: Exchange = { question: 'Why?', answer: { ...answerBy(), outcome: 'no_evidence' } };
    expect(resolveFollowUp('who said that?', [nothing], facts)).toEqual({ kind: 'unclear', choices: [] });
  });

  it('leaves a question alone that stands by itself', () => {
    const read = resolveFollowUp('When does the board meet?', sso, facts);
    expect(read).toEqual({ kind: 'question', question: 'When does the board meet?', understoodAs: null });
  });
});
