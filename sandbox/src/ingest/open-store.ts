import { join } from 'node:path';
import { createIngestPage } from '@dealside/gateway/ingest/ingest-page';
import type { Llm } from '@dealside/gateway/llm/llm';
import { createLlmClient } from '@dealside/gateway/llm/llm-client';
import { systemClock } from '@dealside/gateway/platform/clock';
import { createSealer } from '@dealside/gateway/platform/sealer';
import { createIndexDocuments } from '@dealside/gateway/retrieval/index-documents';
import { createVectorStore } from '@dealside/gateway/retrieval/vector-store';
import { ensureTenant } from '@dealside/gateway/store/ensure-tenant';
import { migrate } from '@dealside/gateway/store/migrate';
import { openDatabase } from '@dealside/gateway/store/open-database';
import { ensureModels } from '@dealside/inference/models/ensure-models';
import type { AppError } from '@dealside/shared';
import { embeddingModel, modelsDirectory, python } from '../locations.ts';
import { startInference } from '../services/start-inference.ts';
import { startPostgres } from '../services/start-postgres.ts';
import { startQdrant } from '../services/start-qdrant.ts';

export type StoreAddresses = {
  database?: string | undefined;
  qdrant?: string | undefined;
  inference?: string | undefined;
};

const embedding = { model: embeddingModel, dimensions: 384 };

/** The part of the gateway that takes documents in, on services whose addresses are given or that are started here. */
export const openStore = async (options: {
  addresses: StoreAddresses;
  /** For the services started here. */
  dataDirectory: string;
  key: Uint8Array;
  tenant: string;
  say: (text: string) => void;
  /** Sees the texts that are embedded. */
  wrapLlm?: (llm: Llm) => Pick<Llm, 'embed'>;
}) => {
  const { addresses, dataDirectory, say } = options;
  const stops: (() => Promise<unknown>)[] = [];
  const started = async (name: string, start: Promise<{ url: string; stop(): Promise<unknown> }>): Promise<string> => {
    const service = await start;
    stops.push(service.stop);
    say(`${name} is up`);
    return service.url;
  };
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop().catch(() => undefined);
  };
  try {
    const [database, qdrant, inference] = await Promise.all([
      addresses.database ?? started('PostgreSQL', startPostgres({ dataDirectory: join(dataDirectory, 'postgres') })),
      addresses.qdrant ??
        started('Qdrant engine', startQdrant({ dataDirectory: join(dataDirectory, 'qdrant'), python })),
      addresses.inference ?? started('Embedding engine', startEmbedding(say)),
    ]);
    const opened = openDatabase({ url: database });
    stops.push(opened.close);
    await migrate(opened);
    const { db } = opened;
    const { tenantId } = await ensureTenant(db, { slug: options.tenant, users: [] });
    const llm = createLlmClient({ urls: [inference], chatModel: null, embedding });
    const sealer = createSealer(options.key);
    const indexDocuments = createIndexDocuments({
      db,
      sealer,
      llm: options.wrapLlm?.(llm) ?? llm,
      vectors: createVectorStore({ url: qdrant, embedding }),
    });
    let isPostponed = false;
    const onIndexingPostponed = (error: AppError) => {
      isPostponed = true;
      say(`Stored, to be indexed later: ${error.message}`);
    };
    const ingestPage = createIngestPage({ db, sealer, indexDocuments, clock: systemClock, onIndexingPostponed });
    /** What was stored while an engine did not answer. @returns chunks */
    const catchUp = async (): Promise<number> => {
      let chunks = 0;
      while (isPostponed) {
        const done = await indexDocuments({ tenantId, limit: 200 });
        chunks += done.chunks;
        isPostponed = done.documents > 0;
      }
      return chunks;
    };
    return { tenantId, ingestPage, catchUp, close };
  } catch (error) {
    await close();
    throw error;
  }
};

const startEmbedding = async (say: (text: string) => void) => {
  await ensureModels({ names: [embeddingModel], modelsDirectory, python, onProgress: say });
  return startInference({ modelsDirectory, chatModel: null, embeddingModel });
};
