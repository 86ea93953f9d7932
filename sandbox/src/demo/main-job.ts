import {
  type Answer,
  askInsight,
  type Brief,
  getBrief,
  getEvidence,
  previewSaveInsight,
  type RecordReference,
  revertWrite,
  saveInsight,
} from '@dealside/shared';
import { Connection } from '@jsforce/jsforce-node';
import type { GatewaySession } from './gateway-session.ts';

type Report = (title: string, lines?: string[]) => void;

/** The main job of a rep, over the same HTTP the widgets use; what was saved is read back with the vendor's own SDK. */
export const runMainJob = async (options: {
  session: GatewaySession;
  record: RecordReference;
  question: string;
  salesforceUrl: string;
  /** The rep's own Salesforce access token, for reading back. */
  accessToken: string;
  report: Report;
}): Promise<{ brief: Brief; answer: Answer }> => {
  const { session, record, report } = options;

  const reply = await session.call(getBrief, { params: record });
  if (reply.status !== 200) throw new Error('the brief is not ready');
  const { brief } = reply.body;
  report(`Brief of ${brief.title}`, printBrief(brief));

  const opened = brief.headline?.cites[0] ?? brief.evidence[0]?.number;
  const cited = brief.evidence.find(({ number }) => number === opened);
  if (!cited) throw new Error('the brief cites nothing');
  const { body: source } = await session.call(getEvidence, { params: { id: cited.id } });
  report(`[${cited.number}] opens its source: ${source.evidence.title}`, [
    `${lastOf(source.before, 60)}»${source.marked}«${source.after.slice(0, 60)}`.replaceAll(/\s+/g, ' '),
  ]);

  const { body: asked } = await session.call(askInsight, {
    body: { record, question: options.question, idempotencyKey: crypto.randomUUID() },
  });
  const { answer } = await session.waitForJob(asked.jobId);
  if (!answer) throw new Error('the question was not answered');
  report(`Asked: ${options.question}`, printAnswer(answer));

  const insight = brief.risks[0] ?? brief.nextSteps[0] ?? brief.headline;
  if (!insight) throw new Error('the brief has nothing to save');
  const params = { id: insight.id };
  const { body: preview } = await session.call(previewSaveInsight, { params });
  report(
    `Saving would ${preview.action} a ${preview.object}`,
    preview.diff.map(
      ({ label, before, after }) => `${label}: ${before ?? '(empty)'} → ${(after ?? '(empty)').slice(0, 70)}`,
    ),
  );
  const body = { idempotencyKey: crypto.randomUUID() };
  const { body: write } = await session.call(saveInsight, { params, body });
  const { body: again } = await session.call(saveInsight, { params, body });
  if (again.id !== write.id) throw new Error('saving twice wrote twice');

  const salesforce = new Connection({ instanceUrl: options.salesforceUrl, accessToken: options.accessToken });
  const read = async () =>
    (
      await salesforce.query(
        `SELECT Id, Title__c, Confidence__c FROM Dealside_Insight__c WHERE External_Id__c = '${preview.externalId}'`,
      )
    ).records;
  const saved = await read();
  if (saved.length !== 1) throw new Error(`${saved.length} records instead of one after saving twice`);
  report('Read back from Salesforce by jsforce', [
    `${saved[0]?.Id}: ${saved[0]?.Title__c} (${saved[0]?.Confidence__c})`,
  ]);

  const { body: reverted } = await session.call(revertWrite, { params: { id: write.id }, body: {} });
  const left = await read();
  if (reverted.state !== 'reverted' || left.length !== 0) throw new Error('the write was not taken back');
  report('Undone: Salesforce holds no such record any more');
  return { brief, answer };
};

const lastOf = (text: string, characters: number) => text.slice(Math.max(0, text.length - characters));

const printBrief = (brief: Brief): string[] => {
  const section = (title: string, insights: Brief['risks']) =>
    insights.length === 0 ? [] : [title, ...insights.map(({ text, cites }) => `  · ${text} ${printCites(cites)}`)];
  return [
    `${brief.stage} · ${brief.amount?.toLocaleString('en')} ${brief.currency} · ${brief.state} · made by ${brief.madeBy.model ?? 'cited extracts'} in ${brief.madeBy.seconds.toFixed(1)} s`,
    ...(brief.headline ? [`${brief.headline.text} ${printCites(brief.headline.cites)}`] : []),
    ...section('CHANGES', brief.changes),
    ...section('RISKS', brief.risks),
    ...section('NEXT STEPS', brief.nextSteps),
    ...section('OPEN ASKS', brief.asks),
    `${brief.evidence.length} pieces of evidence; ${brief.madeBy.rejectedClaims} claims of the model did not hold and were replaced`,
  ];
};

const printCites = (cites: number[]) => cites.map((number) => `[${number}]`).join('');

const printAnswer = (answer: Answer): string[] =>
  answer.outcome === 'no_evidence'
    ? [`Nothing found in ${answer.searched.passages} passages.`]
    : answer.sentences.map(({ text, cites }) => `${text} ${printCites(cites)}`);
