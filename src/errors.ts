/**
 * Every refusal the product gives on purpose. The code selects two things that are kept apart: the HTTP
 * status and log line here, and the person's text in src/texts (key `error.<code>`, filled from `data`).
 */
const httpStatus = {
  bad_signature: 401,
  stale_timestamp: 401,
  /** A bad signature where the platform wants to hear 412. */
  push_refused: 412,
  consent_refused: 400,
  too_large: 413,
  too_many_pushes: 429,
  not_json: 400,
  invalid_input: 400,
  unknown_store: 404,
  not_found: 404,
  method_not_allowed: 405,
  /** Asked from another machine, without the token. */
  not_from_here: 403,
  unknown_chat: 404,
  unknown_person: 403,
  not_enrolled: 403,
  direct_failed: 502,
  role_required: 403,
  unknown_ticket: 404,
  ticket_taken: 409,
  ticket_closed: 409,
  not_owner: 409,
  wrong_state: 409,
  merge_differs: 409,
  ticket_merged: 409,
  unknown_choice: 400,
  stale_card: 409,
  stale_reply: 409,
  unknown_action: 400,
  unknown_command: 400,
  unknown_rule: 404,
  unknown_route: 404,
  unknown_fault: 404,
  unknown_platform: 404,
  rule_exists: 409,
  replay_running: 409,
  replay_needs_messages: 409,
  replay_called_off: 409,
  no_replay: 404,
  rule_about_figures: 409,
  form_about_figures: 409,
  rule_is_off: 409,
  unknown_proposal: 404,
  proposal_settled: 409,
  nothing_to_undo: 409,
  no_trial: 404,
  invalid_rule: 400,
  store_exists: 409,
  nothing_to_sync: 409,
  no_consent: 409,
  no_account: 409,
  wrong_fields: 400,
  unknown_stream: 404,
  bad_time: 400,
  unreadable_time: 400,
  unreadable_duration: 400,
  limit_outside: 400,
  unreadable_limit: 400,
  not_a_group: 409,
  unreachable_target: 400,
  silence_needs_end: 400,
  silence_too_long: 400,
  silence_runs: 409,
  unknown_digest: 404,
  digest_moved: 409,
  digest_empty: 409,
  unknown_silence: 404,
  bad_noise: 400,
  urgent_never_waits: 400,
  unreadable_chance: 400,
  chance_outside: 400,
  unreadable_warnings: 400,
  warning_outside: 400,
  too_many_warnings: 400,
  bad_retention: 400,
  bad_history: 400,
  colleague_may_not: 409,
  bad_hours: 400,
  bad_safety_line: 400,
  unknown_sku: 404,
  bad_shift: 400,
  bad_rotation: 400,
  bad_escalation: 400,
  private_only: 403,
  bad_phone: 400,
  bad_address: 400,
  unknown_line: 404,
  not_on_duty: 409,
  bad_bind_code: 403,
  translator_absent: 503,
  translator_failed: 502,
  /** What the platform rejects, with the reasons. */
  reply_refused: 422,
  files_not_taken: 422,
  files_need_address: 422,
  too_many_files: 422,
  files_too_large: 422,
  file_type_not_taken: 422,
  file_refused: 422,
  file_unreadable: 502,
  files_without_ticket: 400,
  /** What may offend: taken when it is said again. */
  reply_doubtful: 422,
  answer_elsewhere: 409,
  data_in_use: 409,
  database_in_use: 409,
  database_taken: 503,
  setting_missing: 503,
  bad_key: 503,
  key_half_changed: 503,
  wrong_key: 503,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof httpStatus;

export class GengfuError extends Error {
  readonly code: ErrorCode;
  /** Facts for the text the person sees: names, times, nearest command. Never secrets. */
  readonly data: Record<string, unknown>;

  constructor(code: ErrorCode, data: Record<string, unknown> = {}, options?: ErrorOptions & { message?: string }) {
    super(options?.message ?? code, options);
    this.name = 'GengfuError';
    this.code = code;
    this.data = data;
  }

  get status(): (typeof httpStatus)[ErrorCode] {
    return httpStatus[this.code];
  }
}
