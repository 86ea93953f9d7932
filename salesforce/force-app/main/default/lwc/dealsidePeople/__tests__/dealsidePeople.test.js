import DealsidePeople from 'c/dealsidePeople';
import { button, clear, find, findAll, read, show } from '../../../../../../test/dom';
import { settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

const { people } = northwind.briefView.brief;
const now = new Date(northwind.asOf);
const showPeople = async (list = people) => {
  const element = show('c-dealside-people', DealsidePeople, { people: list, now });
  await settle();
  return element;
};

describe('c-dealside-people', () => {
  afterEach(clear);

  it('draws who has been in touch with whom, and says it in words', async () => {
    const element = await showPeople();
    expect(findAll(element, 'path')).toHaveLength(5);
    expect(findAll(element, 'path').filter((line) => line.getAttribute('class').includes('line_3'))).toHaveLength(1);
    expect(find(element, '.slds-assistive-text').textContent).toContain('Dana Reyes with Priya Raman, 11 interactions');
  });

  it('lists roles and the last contact on demand, and draws again', async () => {
    const element = await showPeople();
    button(element, 'Show the list').click();
    await settle();
    const [priya] = findAll(element, '.person').map((row) => read(row));
    expect(priya).toContain('Priya Raman Economic Buyer in touch with Dana Reyes, Sam Osei');
    expect(priya).toContain('3 d ago');
    button(element, 'Show the map').click();
    await settle();
    expect(find(element, 'svg')).not.toBeNull();
  });

  it('is a list where nothing could be drawn', async () => {
    const element = await showPeople(people.map(({ with: _with, ...person }) => person));
    expect(find(element, 'svg')).toBeNull();
    expect(button(element, 'Show the map')).toBeNull();
    expect(findAll(element, '.person')).toHaveLength(4);
  });

  it('shows the first four of a list, and the rest on demand', async () => {
    const many = Array.from({ length: 6 }, (_none, index) => ({ ...people[3], name: `Person ${index}`, record: null }));
    const element = await showPeople(many);
    expect(findAll(element, '.person')).toHaveLength(4);
    button(element, 'Show 2 more').click();
    await settle();
    expect(findAll(element, '.person')).toHaveLength(6);
  });
});
