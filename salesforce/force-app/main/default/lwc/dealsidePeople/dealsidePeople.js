import { view, words } from 'c/dealsidePrint';
import { api, LightningElement } from 'lwc';

const firstPeople = 4;

/**
 * Who is in it: drawn as who has been in touch with whom, or as a list with a dot a person on a line from 90 days ago to
 * today, the last contact.
 */
export default class DealsidePeople extends LightningElement {
  @api people = [];
  @api now;
  words = words;
  showsAll = false;
  showsList = false;

  get map() {
    return view.peopleMap(this.people, this.now);
  }

  get isDrawn() {
    return this.map !== null && !this.showsList;
  }

  get isList() {
    return !this.isDrawn;
  }

  get switchLabel() {
    if (this.map === null) return null;
    return this.showsList ? words.showMap : words.showList;
  }

  switchView() {
    this.showsList = !this.showsList;
  }

  get rows() {
    const shown = this.showsAll ? this.people : this.people.slice(0, firstPeople);
    return shown.map((person, index) => {
      const row = view.person(person, this.now);
      return {
        ...row,
        key: person.record?.id ?? `${index} ${person.name}`,
        hasContact: row.recency !== null,
        dotClass: row.isRecent ? 'dot dot_recent' : 'dot',
        dotStyle: `left: ${Math.round((row.recency ?? 0) * 100)}%`,
      };
    });
  }

  get more() {
    const hidden = this.people.length - firstPeople;
    if (hidden <= 0) return null;
    return this.showsAll ? words.showLess : view.fill(words.showMore, hidden);
  }

  get showsAllText() {
    return String(this.showsAll);
  }

  toggleAll() {
    this.showsAll = !this.showsAll;
  }
}
