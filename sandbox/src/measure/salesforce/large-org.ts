import { createSmallBook } from '../../salesforce/fixtures/small-book.ts';
import { startSalesforce } from '../../salesforce/start-salesforce.ts';
import { fillStore } from '../../salesforce/store/fill-store.ts';

/**
 * A large org in a process of its own, so that its memory is not the worker's. Arguments: how many rows, the time the book
 * ends, the address OAuth returns to. Prints `{ url, counts }`.
 */
const [total = '0', now = '', redirectUri = ''] = process.argv.slice(2);
const book = createSmallBook(new Date(now));
const salesforce = await startSalesforce({ book, redirectUris: [redirectUri], dailyApiRequests: 1_000_000 });
const counts = fillStore(salesforce.state.store, { total: Number(total), users: book.users, now: new Date(now) });
console.log(JSON.stringify({ url: salesforce.url, counts }));
// The one who started us holds the other end.
process.stdin.on('end', () => process.exit(0)).resume();
