import DealsideRecordLink from 'c/dealsideRecordLink';
import { clear, find, show } from '../../../../../../test/dom';
import { settle } from '../../../../../../test/fake-gateway';

const mockNavigate = jest.fn();
jest.mock('lightning/navigation', () => {
  const Navigate = Symbol('Navigate');
  const GenerateUrl = Symbol('GenerateUrl');
  const Mixin = (Base) =>
    class extends Base {
      [Navigate](page) {
        mockNavigate(page);
      }

      [GenerateUrl]({ attributes }) {
        return Promise.resolve(`/lightning/r/${attributes.recordId}/view`);
      }
    };
  return { NavigationMixin: Object.assign(Mixin, { Navigate, GenerateUrl }) };
});

describe('c-dealside-record-link', () => {
  afterEach(() => {
    clear();
    mockNavigate.mockClear();
  });

  const showLink = async () => {
    const link = show('c-dealside-record-link', DealsideRecordLink, {
      recordId: '006Ds00000NorthwAA',
      objectName: 'Opportunity',
      label: 'Northwind renewal',
    });
    await settle();
    return find(link, 'a');
  };
  /** @returns whether the link kept the browser from following it. */
  const click = (anchor, options) => {
    let wasPrevented = null;
    const note = (event) => {
      wasPrevented = event.defaultPrevented;
      event.preventDefault();
    };
    document.addEventListener('click', note, { once: true });
    anchor.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...options }));
    return wasPrevented;
  };

  it('has the address of the record, and opens it as the page it stands on does', async () => {
    const anchor = await showLink();
    expect(anchor.getAttribute('href')).toBe('/lightning/r/006Ds00000NorthwAA/view');
    expect(click(anchor)).toBe(true);
    expect(mockNavigate).toHaveBeenCalledWith({
      type: 'standard__recordPage',
      attributes: { recordId: '006Ds00000NorthwAA', objectApiName: 'Opportunity', actionName: 'view' },
    });
  });

  it('leaves a new tab to the browser', async () => {
    expect(click(await showLink(), { ctrlKey: true })).toBe(false);
    expect(mockNavigate).not.toHaveBeenCalled();
  });
});
