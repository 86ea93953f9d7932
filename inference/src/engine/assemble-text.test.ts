import { describe, expect, it } from 'vitest';
import { createTextAssembler } from './assemble-text.ts';

/** One token a byte: the hardest case for characters of several bytes. */
const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const detokenize = (tokens: number[]) => new TextDecoder().decode(Uint8Array.from(tokens));

const run = (text: string, stop: string[] = []) => {
  const assembler = createTextAssembler({ detokenize, stop });
  const shown: string[] = [];
  for (const byte of bytesOf(text)) {
    const step = assembler.push(byte);
    shown.push(step.text);
    if (step.isStopped) return { shown, isStopped: true };
  }
  return { shown: [...shown, assembler.flush()], isStopped: false };
};

describe('the text assembler', () => {
  it('shows a character only when all its bytes are there', () => {
    expect(run('a€b').shown).toEqual(['a', '', '', '€', 'b', '']);
  });

  it('shows four-byte characters whole', () => {
    expect(run('🙂!').shown.join('')).toBe('🙂!');
    expect(run('🙂!').shown).not.toContain('\uFFFD');
  });

  it('ends before a stop string that comes in pieces', () => {
    const { shown, isStopped } = run('one\n\ntwo', ['\n\n']);
    expect(isStopped).toBe(true);
    expect(shown.join('')).toBe('one');
  });

  it('holds back what may become a stop string and shows it when it does not', () => {
    expect(run('a<b<<c', ['<<<']).shown.join('')).toBe('a<b<<c');
    expect(run('ends with <<', ['<<<']).shown.join('')).toBe('ends with <<');
  });

  it('stops at the first of several stop strings', () => {
    expect(run('x END STOP', ['STOP', 'END']).shown.join('')).toBe('x ');
  });

  it('does not stop at an empty string', () => {
    expect(run('abc', ['']).shown.join('')).toBe('abc');
  });
});
