import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

const rowRem = 2.5;
/** The drawing's own width; it is stretched to the room there is. */
const width = 100;

/** Who has been in touch with whom: our side left, theirs right, a line a pair, thicker the more often. */
export default class DealsidePeopleMap extends LightningElement {
  /** As `view.peopleMap` draws it. */
  @api map;
  words = words;

  get viewBox() {
    return `0 0 ${width} ${this.map.rows}`;
  }

  get boxStyle() {
    return `height: ${this.map.rows * rowRem}rem`;
  }

  get ours() {
    return this.map.ours.map((person) => this.place(person));
  }

  get theirs() {
    return this.map.theirs.map((person) => ({
      ...this.place(person),
      faceClass: person.isRecent ? 'face face_recent' : 'face',
    }));
  }

  get lines() {
    return this.map.lines.map(({ key, from, to, weight, isRecent }) => ({
      key,
      path: `M0 ${from} C${width / 2} ${from} ${width / 2} ${to} ${width} ${to}`,
      className: `line line_${weight}${isRecent ? ' line_recent' : ''}`,
    }));
  }

  place(person) {
    return { ...person, style: `top: ${(person.y * rowRem - rowRem / 2).toFixed(3)}rem` };
  }

  get text() {
    return view.fill('{0}', this.map.text);
  }
}
