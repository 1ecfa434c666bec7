/** An error of the AWS JSON protocol: `__type` names its shape. */
export class QueueRefusal extends Error {
  readonly status: number;
  readonly type: string;
  /** The name the older query protocol had for it; the SDK reports it as `Code`. */
  readonly queryCode: string | undefined;

  constructor(status: number, type: string, message: string, queryCode?: string) {
    super(message);
    this.status = status;
    this.type = type;
    this.queryCode = queryCode;
  }
}
