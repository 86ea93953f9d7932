import type { ChangeStream } from '../change-stream.ts';
import { readAlong } from './read-records.ts';
import { salesforceObjects } from './salesforce-objects.ts';

const alongside = new Set(Object.values(readAlong).map(({ object }) => object));

/** What is read of Salesforce and has change events, with what is read along because it has none. */
export const followedObjects: ChangeStream['objects'] = Object.keys(salesforceObjects)
  .filter((object) => !alongside.has(object))
  .map((object) => ({ object, alongside: readAlong[object] ? [readAlong[object].object] : [] }));
