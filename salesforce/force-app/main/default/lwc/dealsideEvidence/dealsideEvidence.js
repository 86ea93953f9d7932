import { readEvidence } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

const icons = {
  field: 'utility:record',
  mail: 'utility:email',
  call: 'utility:call',
  meeting: 'utility:event',
  task: 'utility:task',
  note: 'utility:note',
};

/** A source opened in place: the sentence marked in its text, or the field with its history. */
export default class DealsideEvidence extends LightningElement {
  /** An `Evidence` of the brief or of an answer. */
  @api evidence;
  @api now;
  words = words;
  context = null;
  problem = null;
  isMarkShown = false;

  async connectedCallback() {
    if (this.isField) return;
    try {
      this.context = await readEvidence(this.evidence.id);
    } catch (error) {
      this.problem = view.error(error.code).sentence;
    }
  }

  renderedCallback() {
    if (this.isMarkShown || this.context === null) return;
    const mark = this.template.querySelector('mark');
    const text = this.refs.text;
    if (!mark || !text) return;
    this.isMarkShown = true;
    // Scrolls the text only, and only when the mark is out of sight: the page stays where the reader is.
    const markTop = mark.offsetTop - text.offsetTop;
    if (markTop + mark.offsetHeight > text.clientHeight) text.scrollTop = markTop - 32;
  }

  get heading() {
    return view.evidence(this.evidence, this.now);
  }

  get iconName() {
    return icons[this.evidence.kind] ?? 'utility:file';
  }

  get isField() {
    return this.evidence.locator.type === 'field';
  }

  get isLoading() {
    return this.context === null;
  }

  get before() {
    const text = this.context?.before ?? '';
    return this.context?.isExcerpt && text ? `… ${text}` : text;
  }

  get marked() {
    return this.context?.marked || this.evidence.quote;
  }

  get after() {
    const text = this.context?.after ?? '';
    return this.context?.isExcerpt && text ? `${text} …` : text;
  }

  get field() {
    const { label, value, history } = this.evidence.locator;
    return {
      label,
      value: view.fieldValue(value, this.now),
      hasHistory: history.length > 0,
      historyLabel: view.fill(words.fieldHistory, label),
      history: history
        .toSorted((a, b) => b.at.localeCompare(a.at))
        .map((change) => ({
          key: `${change.at} ${change.to}`,
          text: view.fill(
            words.changedTo,
            view.fieldValue(change.from, this.now),
            view.fieldValue(change.to, this.now),
          ),
          byline: [view.formats.dateTime(change.at, this.now), change.by].filter(Boolean).join(' · '),
        })),
    };
  }

  handleKey(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.close();
  }

  close() {
    this.dispatchEvent(new CustomEvent('close'));
  }
}
