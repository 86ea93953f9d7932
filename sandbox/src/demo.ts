import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { connectUsers } from './demo/connect-users.ts';
import { ingestTranscript, startFirstSync, waitForBrief } from './demo/fill-store.ts';
import { runMainJob } from './demo/main-job.ts';
import { startStack } from './start-stack.ts';

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    'no-model': { type: 'boolean', default: false },
    data: { type: 'string', default: '.dealside/data' },
  },
});

let lastFilled = -1;
const startedAt = Number(process.env.DEALSIDE_STARTED_AT ?? Date.now());
const seconds = () => (Date.now() - startedAt) / 1000;
const say = (text: string) => console.log(`[${seconds().toFixed(1).padStart(6)} s] ${text}`);
const report = (title: string, lines: string[] = []) => {
  say(title);
  for (const line of lines) console.log(`             ${line}`);
};

const stack = await startStack({
  dataDirectory: resolve(values.data),
  isFresh: values.fresh,
  ports: 'demo',
  withModel: !values['no-model'],
  withPage: !values.once,
  say,
});
let stopping = false;
const stop = async (code: number) => {
  if (stopping) return;
  stopping = true;
  say('Stopping …');
  await stack.stop();
  process.exit(code);
};
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));

try {
  const { book } = stack;
  const adminUser = book.users.find(({ profile }) => profile === 'admin');
  const hero = book.opportunities.find(({ name }) => name === 'Northwind renewal') ?? book.opportunities[0];
  const rep = book.users.find(({ id }) => id === hero?.ownerId);
  if (!hero || !rep) throw new Error('the book has no hero deal or no owner of it');
  // In the page the one who owns the first deal connects by hand, once.
  const users = values.once ? book.users : book.users.filter(({ id }) => id !== rep.id);
  const { sessions, connected } = await connectUsers({ credential: stack.credential, users });
  report(
    `${connected} Salesforce users signed in through the gateway (code + PKCE), ${users.length - connected} had before`,
  );
  const admin = sessions.get(adminUser?.email ?? '');
  if (!admin) throw new Error('the book has no administrator');
  const record = { system: 'salesforce', type: 'Opportunity', id: hero.id } as const;

  const syncJobId = await startFirstSync(admin, book);
  report(`Reading Salesforce as ${adminUser?.name}, the careful deals first`);
  await waitForBrief(admin, record, 240_000);
  const firstBriefSeconds = seconds();
  report(`First brief of ${hero.name} after ${firstBriefSeconds.toFixed(1)} s`);
  const transcripts = book.transcripts.filter(({ opportunityId }) => opportunityId === hero.id);
  let chunks = 0;
  for (const transcript of transcripts) chunks += (await ingestTranscript(admin, transcript)).chunks;
  report(`${transcripts.length} call transcripts of ${hero.name} handed in: ${chunks} chunks`);
  await waitForBrief(admin, record, 120_000);
  const withCallsSeconds = seconds();
  report(`Its brief with the calls after ${withCallsSeconds.toFixed(1)} s`);

  if (values.once) {
    const session = sessions.get(rep.email);
    if (!session) throw new Error('the owner of the hero deal did not sign in');
    await runMainJob({
      session,
      record,
      question: 'What did they say about SSO?',
      salesforceUrl: stack.salesforce.url,
      accessToken: await stack.salesforce.issueAccessToken(rep.id),
      report,
    });
    const figures = {
      first_brief_s: Number(firstBriefSeconds.toFixed(1)),
      with_calls_s: Number(withCallsSeconds.toFixed(1)),
      total_s: Number(seconds().toFixed(1)),
      transcripts: transcripts.length,
    };
    console.log(JSON.stringify(figures));
    await stop(0);
  } else {
    const careful = new Set(book.opportunities.filter(({ isCareful }) => isCareful).map(({ id }) => id));
    report(`Open ${stack.page?.url} and choose Connect, once  (Ctrl-C stops; what you save stays)`);
    await admin.waitForJob(syncJobId, showProgress('Reading the rest of Salesforce'));
    const rest = book.transcripts.filter(({ opportunityId }) => opportunityId !== hero.id);
    rest.sort((a, b) => Number(careful.has(b.opportunityId)) - Number(careful.has(a.opportunityId)));
    for (const [index, transcript] of rest.entries()) {
      if (stopping) break;
      await ingestTranscript(admin, transcript);
      drawProgress('Handing in the other transcripts', (index + 1) / rest.length);
    }
    report('Everything is read; briefs follow each change');
  }
} catch (error) {
  // Whoever stops it in the middle knows why the rest did not come.
  if (!stopping) console.error(error);
  await stop(1);
}

function showProgress(title: string) {
  return (job: { progress: number | null }) => drawProgress(title, job.progress ?? 0);
}

/** A bar where a person watches; a line every tenth elsewhere. */
function drawProgress(title: string, share: number): void {
  const width = 30;
  const filled = Math.round(share * width);
  const line = `${title} [${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${(share * 100).toFixed(0)} %`;
  if (process.stdout.isTTY) process.stdout.write(`\r${line}${share >= 1 ? '\n' : ''}`);
  else if (filled !== lastFilled && filled % 3 === 0) say(line);
  lastFilled = filled;
}
