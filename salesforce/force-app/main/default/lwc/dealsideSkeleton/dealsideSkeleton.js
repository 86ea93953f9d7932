import { LightningElement } from 'lwc';

/** The shape of a brief while it is on its way. */
export default class DealsideSkeleton extends LightningElement {
  blocks = [1, 2, 3];
}
