// By its path: under its name the other tests get the labels' English text.
import { words } from '../dealsideLabels';

const { words: english } = jest.requireActual('../../../../../../test/english-labels.js');

describe('dealsideLabels', () => {
  it('has the custom label of every word', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const [key, label] of Object.entries(words)) expect(label).toBe(`c.Dealside_${key}`);
  });
});
