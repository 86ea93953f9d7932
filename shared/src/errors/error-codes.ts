/** Every error code the gateway answers with: HTTP status, whether trying again can help, and a sentence for a seller. */
export const errorCodes = {
  bad_request: { status: 400, retryable: false, sentence: 'Dealside did not understand that request.' },
  question_too_long: {
    status: 400,
    retryable: false,
    sentence: 'That question is too long. Ask in at most 2,000 characters.',
  },
  session_missing: { status: 401, retryable: false, sentence: 'Sign in to Dealside to see this.' },
  session_expired: { status: 401, retryable: true, sentence: 'Your Dealside session ended. It is being renewed.' },
  not_permitted: { status: 403, retryable: false, sentence: 'You do not have access to this record in your CRM.' },
  role_required: { status: 403, retryable: false, sentence: 'Ask an administrator: this needs another role.' },
  record_not_found: { status: 404, retryable: false, sentence: 'Dealside does not know this record.' },
  not_found: { status: 404, retryable: false, sentence: 'That is no longer there.' },
  method_not_allowed: { status: 405, retryable: false, sentence: 'Dealside cannot do that here.' },
  conflict: { status: 409, retryable: false, sentence: 'This was already done in another way. Reload and look again.' },
  crm_changed: {
    status: 409,
    retryable: false,
    sentence: 'Someone changed this in the CRM since it was saved. Look before undoing.',
  },
  body_too_large: { status: 413, retryable: false, sentence: 'That is too large for Dealside to read.' },
  unsupported_media_type: { status: 415, retryable: false, sentence: 'Dealside cannot read that kind of content.' },
  unreadable_document: { status: 422, retryable: false, sentence: 'Dealside could not read that document.' },
  crm_rejected: { status: 422, retryable: false, sentence: 'The CRM did not accept this.' },
  too_many_requests: { status: 429, retryable: true, sentence: 'That is a lot at once. Try again in a moment.' },
  internal: { status: 500, retryable: true, sentence: 'Something went wrong in Dealside. It has been noted.' },
  upstream_garbage: { status: 502, retryable: true, sentence: 'The CRM answered something Dealside cannot read.' },
  crm_unavailable: {
    status: 503,
    retryable: true,
    sentence: 'The CRM is not answering. What you saved will be written when it does.',
  },
  crm_not_connected: {
    status: 503,
    retryable: false,
    sentence: 'Your CRM account is not connected to Dealside, or its access has ended. Connect it.',
  },
  model_unavailable: {
    status: 503,
    retryable: true,
    sentence: 'The model is resting. You see cited extracts instead.',
  },
  search_unavailable: {
    status: 503,
    retryable: true,
    sentence: 'Search is not answering. You see the recent timeline instead.',
  },
  overloaded: { status: 503, retryable: true, sentence: 'Dealside is busy. Try again in a moment.' },
  timed_out: { status: 504, retryable: true, sentence: 'That took too long. Try again.' },
} as const satisfies Record<string, { status: number; retryable: boolean; sentence: string }>;

export type ErrorCode = keyof typeof errorCodes;
