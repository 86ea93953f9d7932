import { AppError, type ErrorCode, errorCodes, type Job, type Problem } from '@dealside/shared';

export type GatewayReply<Body> = { status: number; body: Body; etag: string | null };

/** Talks to the gateway as one demo user, with a development session that is renewed when it ends. */
export const createGatewaySession = (options: { gatewayUrl: string; tenant: string; userEmail: string }) => {
  let token = '';

  const signIn = async (): Promise<void> => {
    const { body } = await send<{ token: string }>('POST', '/v1/development/session', {
      tenant: options.tenant,
      userEmail: options.userEmail,
    });
    token = body.token;
  };

  const send = async <Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<GatewayReply<Body>> => {
    const response = await fetch(`${options.gatewayUrl}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    if (!response.ok) throw await toAppError(response);
    return { status: response.status, body: (await response.json()) as Body, etag: response.headers.get('etag') };
  };

  const call = async <Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<GatewayReply<Body>> => {
    if (!token) await signIn();
    try {
      return await send<Body>(method, path, body);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'session_expired') throw error;
      await signIn();
      return send<Body>(method, path, body);
    }
  };

  /** Polls a job until it ends. @throws {AppError} when it failed. */
  const waitForJob = async (jobId: string, onProgress?: (job: Job) => void): Promise<Job> => {
    for (;;) {
      const { body: job } = await call<Job>('GET', `/v1/jobs/${jobId}`);
      onProgress?.(job);
      if (job.state === 'done') return job;
      if (job.state === 'failed') {
        const code = job.error && job.error.code in errorCodes ? (job.error.code as ErrorCode) : 'internal';
        throw new AppError(code, job.error?.message ?? 'the job failed');
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  };

  return {
    get: <Body>(path: string) => call<Body>('GET', path),
    post: <Body>(path: string, body: unknown = {}) => call<Body>('POST', path, body),
    waitForJob,
  };
};

export type GatewaySession = ReturnType<typeof createGatewaySession>;

const toAppError = async (response: Response): Promise<AppError> => {
  const problem = (await response.json().catch(() => null)) as Problem | null;
  const code = problem && problem.code in errorCodes ? (problem.code as ErrorCode) : 'internal';
  return new AppError(code, `${response.status} ${problem?.detail ?? 'without a problem body'}`);
};
