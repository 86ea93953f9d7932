import { askCrm } from './ask-crm.ts';
import { askInsight } from './ask-insight.ts';
import { listConnections, startConnection } from './connection.ts';
import type { Contract } from './contract.ts';
import { getBrief } from './get-brief.ts';
import { getEvidence } from './get-evidence.ts';
import { getJob } from './get-job.ts';
import { giveFeedback } from './give-feedback.ts';
import { ingestDocument } from './ingest-document.ts';
import { dismissAttention, listAttention } from './list-attention.ts';
import { makeTask, previewTask } from './make-task.ts';
import { refreshBrief } from './refresh-brief.ts';
import { runDoctor } from './run-doctor.ts';
import { previewSaveInsight, revertWrite, saveInsight } from './save-insight.ts';
import { startSync } from './start-sync.ts';

/** Every endpoint of the gateway; OpenAPI is generated from this list. */
export const contracts = [
  getBrief,
  refreshBrief,
  askInsight,
  askCrm,
  getJob,
  getEvidence,
  previewSaveInsight,
  saveInsight,
  previewTask,
  makeTask,
  revertWrite,
  giveFeedback,
  listAttention,
  dismissAttention,
  startSync,
  ingestDocument,
  runDoctor,
  listConnections,
  startConnection,
] as const satisfies readonly Contract[];

export * from './ask-crm.ts';
export * from './ask-insight.ts';
export * from './connection.ts';
export * from './contract.ts';
export * from './get-brief.ts';
export * from './get-evidence.ts';
export * from './get-job.ts';
export * from './give-feedback.ts';
export * from './ingest-document.ts';
export * from './list-attention.ts';
export * from './make-task.ts';
export * from './refresh-brief.ts';
export * from './run-doctor.ts';
export * from './save-insight.ts';
export * from './start-sync.ts';
