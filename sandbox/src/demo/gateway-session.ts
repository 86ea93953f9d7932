import {
  AppError,
  type CallInput,
  type CallResult,
  type Contract,
  call,
  type ErrorCode,
  errorCodes,
  getJob,
  type Job,
  type Transport,
} from '@dealside/shared';
import type { ExternalCredential } from '../salesforce/external-credential.ts';

/** Talks to the gateway as one user of the org, through the org's External Credential. */
export const createGatewaySession = (options: { credential: ExternalCredential; userId: string }) => {
  const transport: Transport = async ({ method, path, headers, body, signal }) => {
    const response = await options.credential.callout(options.userId, path, {
      method,
      headers,
      ...(body === null ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
    if (!response) throw new AppError('session_missing', 'this user has not signed in to the gateway');
    return {
      status: response.status,
      body: await response.text(),
      header: (name) => response.headers.get(name),
    };
  };

  return {
    call: <const C extends Contract>(contract: C, input: CallInput<C>): Promise<CallResult<C>> =>
      call(contract, input, transport),

    /** Polls a job until it ends. @throws {AppError} when it failed. */
    async waitForJob(jobId: string, onProgress?: (job: Job) => void): Promise<Job> {
      for (;;) {
        const { body: job } = await call(getJob, { params: { id: jobId } }, transport);
        onProgress?.(job);
        if (job.state === 'done') return job;
        if (job.state === 'failed') {
          const code = job.error && job.error.code in errorCodes ? (job.error.code as ErrorCode) : 'internal';
          throw new AppError(code, job.error?.message ?? 'the job failed');
        }
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    },
  };
};

export type GatewaySession = ReturnType<typeof createGatewaySession>;
