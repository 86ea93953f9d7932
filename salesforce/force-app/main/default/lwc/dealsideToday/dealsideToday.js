import { dismissAttention, pause, readAttention } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

const lookMs = 60_000;
const clockMs = 30_000;

/** "Deals that need you today": in the utility bar, on the home page, on a phone. */
export default class DealsideToday extends LightningElement {
  /** Set by the host where there is room for a title of its own. */
  @api hideTitle = false;
  words = words;
  now = new Date();
  list = null;
  etag = null;
  errorCode = null;
  /** Put aside since the list was read: `{ insightId, text }`. */
  dismissed = [];
  problem = null;
  turn = 0;

  connectedCallback() {
    this.clock = setInterval(() => {
      this.now = new Date();
    }, clockMs);
    this.load();
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.turn += 1;
  }

  get printed() {
    return view.attention(this.list, this.now);
  }

  get items() {
    const gone = new Set(this.dismissed.map(({ insightId }) => insightId));
    return this.printed.items.map((item) => ({
      ...item,
      badgeClass: `badge badge_${item.state.tone}`,
      notesClass: item.isOverdue ? 'notes notes_overdue' : 'notes',
      isDismissed: gone.has(item.insightId),
      dismissedText: view.fill(words.attentionDismissed, item.title),
      dismissLabel: `${words.attentionDismiss}: ${item.title}`,
    }));
  }

  get showsTitle() {
    return !this.hideTitle;
  }

  get isEmpty() {
    return this.list.items.length === 0;
  }

  get error() {
    if (this.errorCode === null || this.list !== null) return null;
    const { sentence } = view.error(this.errorCode);
    return this.errorCode === 'crm_not_connected'
      ? { icon: 'utility:link', heading: words.notConnectedTitle, body: words.notConnectedBody }
      : { icon: 'utility:warning', iconVariant: 'warning', heading: words.attentionErrorTitle, body: sentence };
  }

  get busyText() {
    return String(this.list === null && this.error === null);
  }

  async load() {
    this.turn += 1;
    const { turn } = this;
    for (;;) {
      if (!document.hidden) await this.look(turn);
      if (turn !== this.turn) return;
      await pause(lookMs);
      if (turn !== this.turn) return;
    }
  }

  async look(turn) {
    try {
      const reply = await readAttention(this.etag);
      if (turn !== this.turn) return;
      this.errorCode = null;
      if (reply.status !== 200) return;
      this.now = new Date();
      this.list = reply.data;
      this.etag = reply.etag;
      this.dismissed = [];
    } catch (error) {
      if (turn !== this.turn) return;
      this.errorCode = error.code ?? 'internal';
      // What this user may no longer see does not stay on the screen.
      if (this.errorCode !== 'unreachable') this.list = null;
    }
  }

  dismiss(event) {
    const { id } = event.currentTarget.dataset;
    this.dismissed = [...this.dismissed, { insightId: id }];
    return this.send(id, true);
  }

  undismiss(event) {
    const { id } = event.currentTarget.dataset;
    this.dismissed = this.dismissed.filter(({ insightId }) => insightId !== id);
    return this.send(id, false);
  }

  async send(insightId, isDismissed) {
    this.problem = null;
    try {
      await dismissAttention(insightId, isDismissed);
    } catch (error) {
      this.problem = view.error(error.code).sentence;
      this.dismissed = isDismissed
        ? this.dismissed.filter((one) => one.insightId !== insightId)
        : [...this.dismissed, { insightId }];
    }
  }
}
