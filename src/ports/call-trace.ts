/** What is told about every attempt: no header, no body, no query. */
export interface CallTrace {
  account: string;
  call: string;
  /** HTTP status, 0 when there was no answer. */
  status: number;
  fault: string | null;
  ms: number;
  /** The platform's own id of the request, for its support. */
  requestId: string | null;
}
