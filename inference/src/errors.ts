/** The error shape of the OpenAI API: https://platform.openai.com/docs/guides/error-codes */
export type InferenceErrorBody = { error: { message: string; type: string; code: string; param: string | null } };

const kinds = {
  invalid_value: { status: 400, type: 'invalid_request_error' },
  unsupported_parameter: { status: 400, type: 'invalid_request_error' },
  invalid_schema: { status: 400, type: 'invalid_request_error' },
  context_length_exceeded: { status: 400, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  body_too_large: { status: 413, type: 'invalid_request_error' },
  cancelled: { status: 499, type: 'cancelled' },
  internal_error: { status: 500, type: 'server_error' },
  model_not_loaded: { status: 503, type: 'server_error' },
  queue_full: { status: 503, type: 'server_error' },
  shutting_down: { status: 503, type: 'server_error' },
  deadline_exceeded: { status: 504, type: 'timeout_error' },
} as const;

export type InferenceErrorCode = keyof typeof kinds;

/** Thrown on purpose anywhere in the tier and answered as the OpenAI API would. The message holds no prompt text. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';
  readonly code: InferenceErrorCode;
  /** The request's field at fault. */
  readonly param: string | null;
  /** For a 503 that passes by itself. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: InferenceErrorCode,
    message: string,
    options: { param?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.param = options.param ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): (typeof kinds)[InferenceErrorCode]['status'] {
    return kinds[this.code].status;
  }

  toBody(): InferenceErrorBody {
    return { error: { message: this.message, type: kinds[this.code].type, code: this.code, param: this.param } };
  }
}
