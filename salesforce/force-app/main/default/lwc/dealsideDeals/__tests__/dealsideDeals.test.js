import DealsideDeals from 'c/dealsideDeals';
import { button, clear, findAll, read, show } from '../../../../../../test/dom';
import { settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

const { brief } = northwind.briefView;
const now = new Date(northwind.asOf);
const deal = (name, change = {}) => ({
  record: { ...brief.record, id: `006Ds00000${name}` },
  name,
  stage: 'Negotiation',
  amount: 84_000,
  currency: 'EUR',
  closeDate: '2026-12-14',
  state: 'at_risk',
  role: null,
  why: { text: 'Legal review slipped.', cites: [1] },
  ...change,
});

describe('c-dealside-deals', () => {
  afterEach(clear);

  it('says of each deal what it is, how it stands and why, with its source', async () => {
    const deals = [deal('Renewal', { role: 'Champion' }), deal('Pilot', { state: 'closed_won', why: null })];
    const element = show('c-dealside-deals', DealsideDeals, { deals, evidence: brief.evidence, now });
    await settle();
    const rows = findAll(element, 'li').map((row) => read(row));
    expect(rows[0]).toContain('Renewal At risk Champion · Negotiation · €84,000 · closes Dec 14 Legal review slipped.');
    expect(rows[1]).toContain('Pilot Closed won');
    expect(findAll(element, 'button.cite')).toHaveLength(1);
  });

  it('shows the first four, and the rest on demand', async () => {
    const deals = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => deal(name));
    const element = show('c-dealside-deals', DealsideDeals, { deals, evidence: brief.evidence, now });
    await settle();
    expect(findAll(element, 'li')).toHaveLength(4);
    button(element, 'Show 2 more').click();
    await settle();
    expect(findAll(element, 'li')).toHaveLength(6);
    button(element, 'Show less').click();
    await settle();
    expect(findAll(element, 'li')).toHaveLength(4);
  });
});
