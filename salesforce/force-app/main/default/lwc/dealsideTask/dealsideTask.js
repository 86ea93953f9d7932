import { createKey, makeTask, previewTask, revertWrite } from 'c/dealsideClient';
import { view, words } from 'c/dealsidePrint';
import { NavigationMixin } from 'lightning/navigation';
import { RefreshEvent } from 'lightning/refresh';
import { api, LightningElement } from 'lwc';

/** Makes the task of a next step: shows it, makes it on confirmation, and takes it back. */
export default class DealsideTask extends NavigationMixin(LightningElement) {
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

  /** The last `CrmWrite` of kind `task` of this insight, or null. */
  @api
  get write() {
    return this.currentWrite;
  }

  set write(write) {
    if (!this.isBusy) this.take(write ?? null);
  }

  get isMade() {
    return this.currentWrite?.state === 'written' || this.currentWrite?.state === 'queued';
  }

  get isOffered() {
    return !this.isMade;
  }

  get expandedText() {
    return String(this.isPreviewing);
  }

  get canMake() {
    return this.preview.action === 'create';
  }

  get previewTitle() {
    return this.canMake ? words.taskPreview : words.taskExists;
  }

  get rows() {
    const { subject, due, owner, relatedTo, who } = this.preview;
    const date = due === null ? words.taskNoDue : view.formats.date(due, new Date());
    return [
      { key: 'subject', label: words.taskSubject, value: subject },
      { key: 'due', label: words.taskDue, value: date },
      { key: 'owner', label: words.taskOwner, value: owner },
      { key: 'related', label: words.taskRelated, value: relatedTo?.name },
      { key: 'who', label: words.taskWho, value: who?.name },
    ].filter(({ value }) => value);
  }

  get makeLabel() {
    return this.isBusy ? words.taskMaking : words.makeTask;
  }

  get status() {
    const write = this.currentWrite;
    if (this.isBusy && this.isMade) return { text: `${words.undoing} …`, icon: 'utility:undo' };
    switch (write?.state) {
      case 'written':
        return {
          text: write.action === 'nothing' ? words.taskExists : words.taskMade,
          icon: 'utility:success',
          variant: 'success',
          url: this.recordUrl,
          canUndo: write.action !== 'nothing',
        };
      case 'queued':
        return { text: words.taskQueued, icon: 'utility:clock', canUndo: true };
      case 'reverted':
        return { text: words.taskUndone, icon: 'utility:undo' };
      case 'failed':
        return { text: words.taskFailed, icon: 'utility:error', variant: 'error' };
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
      const preview = await previewTask(this.insightId);
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

  make() {
    return this.run(async () => {
      await this.take(await makeTask(this.insightId, this.key));
      this.isPreviewing = false;
    });
  }

  undo() {
    return this.run(async () => this.take(await revertWrite(this.currentWrite.id)));
  }

  /** The record's address is the org's to know. */
  async take(write) {
    this.currentWrite = write;
    this.recordUrl = null;
    if (write?.state !== 'written' || !write.target) return;
    const url = await this[NavigationMixin.GenerateUrl]({
      type: 'standard__recordPage',
      attributes: { recordId: write.target.id, objectApiName: 'Task', actionName: 'view' },
    });
    if (this.currentWrite === write) this.recordUrl = url;
  }

  async run(work) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    try {
      await work();
      // The activity timeline around us shows the new task, or no longer shows it.
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
