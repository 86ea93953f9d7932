import callGateway from '@salesforce/apex/DealsideGateway.call';
import DealsideSection from 'c/dealsideSection';
import { button, clear, findAll, read, show } from '../../../../../../test/dom';
import { createFakeGateway, ok, settle } from '../../../../../../test/fake-gateway';
import northwind from '../../../../../../test/fixtures/northwind.json';

jest.mock('@salesforce/apex/DealsideGateway.call', () => ({ default: jest.fn() }), { virtual: true });

const { brief } = northwind.briefView;
const risks = [1, 2, 3, 4, 5].map((number) => ({ ...brief.risks[0], id: `in-${number}`, text: `Risk ${number}.` }));

describe('c-dealside-section', () => {
  const showSection = (properties) =>
    show('c-dealside-section', DealsideSection, {
      section: { key: 'risks', title: 'Risks', insights: risks, isFolded: false },
      evidence: brief.evidence,
      now: new Date(northwind.asOf),
      ...properties,
    });
  const shown = (section) => findAll(section, '.sentence').map((sentence) => sentence.textContent.trim().slice(0, 7));

  afterEach(() => {
    clear();
    jest.clearAllMocks();
  });

  it('shows three claims, the others on demand', async () => {
    const section = showSection();
    expect(shown(section)).toEqual(['Risk 1.', 'Risk 2.', 'Risk 3.']);
    const more = button(section, 'Show 2 more');
    expect(more.getAttribute('aria-expanded')).toBe('false');
    more.click();
    await settle();
    expect(shown(section)).toHaveLength(5);
    expect(button(section, 'Show less').getAttribute('aria-expanded')).toBe('true');
  });

  it('opens a folded section by its title', async () => {
    const section = showSection({
      section: { key: 'earlier', title: 'Earlier changes (1)', insights: risks.slice(0, 1), isFolded: true },
    });
    expect(shown(section)).toEqual([]);
    const title = button(section, 'Earlier changes (1)');
    expect(title.getAttribute('aria-expanded')).toBe('false');
    title.click();
    await settle();
    expect(shown(section)).toEqual(['Risk 1.']);
    expect(title.getAttribute('aria-expanded')).toBe('true');
  });

  it('keeps what was dismissed out of sight, and brings it back', async () => {
    const gateway = createFakeGateway(callGateway);
    gateway.on('POST /v1/insights/in-1/feedback', ok({ insightId: 'in-1', verdict: 'none' }));
    const section = showSection({ marks: [{ insightId: 'in-1', verdict: 'dismiss', correction: null }] });
    expect(shown(section)).toEqual(['Risk 2.', 'Risk 3.', 'Risk 4.']);
    button(section, '1 dismissed').click();
    await settle();
    expect(read(section)).toContain('Dismissed: Risk 1.');
    button(section, 'Undo').click();
    await settle();
    expect(shown(section)).toContain('Risk 1.');
  });
});
