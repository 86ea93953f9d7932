export type ErrorEntry = { message: string; errorCode: string; fields?: string[] };

/** An answer as Salesforce words it: a status and `[{ message, errorCode, fields }]`. */
export class ApiError extends Error {
  readonly status: number;
  readonly entries: ErrorEntry[];

  constructor(status: number, errorCode: string, message: string, fields?: string[]) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.entries = [{ message, errorCode, ...(fields ? { fields } : {}) }];
  }
}

export const notFound = (message = 'The requested resource does not exist') => new ApiError(404, 'NOT_FOUND', message);
