import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

/** The gateway's own registry: nothing is shared between two gateways in one process. */
export const createMetrics = () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Histogram({
      name: 'dealside_http_request_seconds',
      help: 'Time to answer a request, by endpoint and status.',
      labelNames: ['endpoint', 'status'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    jobs: new Histogram({
      name: 'dealside_job_seconds',
      help: 'Time of one try of a job, by queue and outcome.',
      labelNames: ['queue', 'outcome'] as const,
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers: [registry],
    }),
    outgoing: new Histogram({
      name: 'dealside_outgoing_request_seconds',
      help: 'Time of one outgoing request, by system and outcome.',
      labelNames: ['system', 'outcome'] as const,
      buckets: [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers: [registry],
    }),
    crmWrites: new Counter({
      name: 'dealside_crm_writes_total',
      help: 'Writes into a CRM, by action and state.',
      labelNames: ['action', 'state'] as const,
      registers: [registry],
    }),
    crmApiRequests: new Gauge({
      name: 'dealside_crm_api_requests',
      help: "Requests of an org's rolling day, all its integrations together: used, limit, and the reserve kept for others.",
      labelNames: ['org', 'figure'] as const,
      registers: [registry],
    }),
  };
};
