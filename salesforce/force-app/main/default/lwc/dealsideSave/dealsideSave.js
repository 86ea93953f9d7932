import { createKey, previewSave, revertWrite, saveInsight } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { NavigationMixin } from 'lightning/navigation';
import { RefreshEvent } from 'lightning/refresh';
import { api, LightningElement } from 'lwc';

/** Saves one insight: shows what would change, writes on confirmation, and takes it back. */
export default class DealsideSave extends NavigationMixin(LightningElement) {
  @api insightId;
  words = words;
  preview = null;
  problem = null;
  isPreviewing = false;
  isBusy = false;
  currentWrite = null;
  recordUrl = null;
  key = null;
  turn = 0;

  /** The last `CrmWrite` of this insight, or null. */
  @api
  get write() {
    return this.currentWrite;
  }

  set write(write) {
    if (!this.isBusy) this.take(write ?? null);
  }

  get isSaved() {
    return this.currentWrite?.state === 'written' || this.currentWrite?.state === 'queued';
  }

  get isOffered() {
    return !this.isSaved;
  }

  get canSave() {
    return this.preview.action !== 'nothing';
  }

  get previewTitle() {
    return this.canSave ? words.savePreview : words.saveNothing;
  }

  get diff() {
    const now = new Date();
    return this.preview.diff.map(({ field, label, before, after }) => ({
      field,
      label,
      before: before === null ? null : view.fieldValue(before, now),
      after: view.fieldValue(after, now),
    }));
  }

  get saveLabel() {
    return this.isBusy ? words.saving : words.saveConfirm;
  }

  get status() {
    const write = this.currentWrite;
    if (this.isBusy && this.isSaved) return { text: `${words.undoing} …`, icon: 'utility:undo' };
    switch (write?.state) {
      case 'written':
        return {
          text: write.action === 'nothing' ? words.savedNoChange : words.saved,
          icon: 'utility:success',
          variant: 'success',
          url: this.recordUrl,
          canUndo: write.action !== 'nothing',
        };
      case 'queued':
        return { text: words.saveQueued, icon: 'utility:clock', canUndo: true };
      case 'reverted':
        return { text: words.undone, icon: 'utility:undo' };
      case 'failed':
        return { text: words.saveFailed, icon: 'utility:error', variant: 'error' };
      default:
        return null;
    }
  }

  async togglePreview() {
    if (this.isPreviewing) return this.cancel();
    this.isPreviewing = true;
    this.preview = null;
    this.problem = null;
    this.key = createKey();
    this.turn += 1;
    const { turn } = this;
    try {
      const preview = await previewSave(this.insightId);
      if (turn === this.turn) this.preview = preview;
    } catch (error) {
      if (turn !== this.turn) return undefined;
      this.isPreviewing = false;
      this.fail(error);
    }
    return undefined;
  }

  cancel() {
    this.turn += 1;
    this.isPreviewing = false;
    this.refs.open?.focus();
  }

  handleKey(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.cancel();
  }

  async save() {
    await this.run(async () => {
      this.take(await saveInsight(this.insightId, this.key));
      this.isPreviewing = false;
    });
  }

  async undo() {
    await this.run(async () => {
      this.take(await revertWrite(this.currentWrite.id));
    });
  }

  /** The record's address is the org's to know: the page may live on another host than its API. */
  async take(write) {
    this.currentWrite = write;
    this.recordUrl = null;
    if (write?.state !== 'written' || !write.target) return;
    const url = await this[NavigationMixin.GenerateUrl]({
      type: 'standard__recordPage',
      attributes: { recordId: write.target.id, objectApiName: write.target.type, actionName: 'view' },
    });
    if (this.currentWrite === write) this.recordUrl = url;
  }

  async run(work) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await work();
      // The record page around us shows the new record, or no longer shows it.
      this.dispatchEvent(new RefreshEvent());
    } catch (error) {
      this.fail(error);
    } finally {
      this.isBusy = false;
    }
  }

  fail(error) {
    this.problem = view.error(error.code).sentence;
  }
}
