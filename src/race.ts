/**
 * Named points between two steps of the way of a message. A no-op in service; tests stop the process or reorder work
 * exactly there. GENGFU_KILL_AT=point kills this process without a goodbye when it gets there.
 */
export type RacePoint =
  | 'poll-stored'
  | 'poll-recorded'
  | 'inbox-stored'
  | 'batch-understood'
  | 'batch-applied'
  | 'attachments-kept'
  | 'card-posted'
  | 'card-recorded'
  | 'tap-received'
  | 'tap-committed'
  | 'tap-answered'
  | 'reply-queued'
  | 'reply-translated'
  | 'reply-marked'
  | 'reply-sent'
  | 'reply-recorded'
  | 'step-fired'
  | 'call-begun'
  | 'call-made'
  | 'call-recorded'
  | 'key-written'
  | 'key-files-sealed'
  | 'key-rows-sealed'
  | 'key-all-sealed';

export type Race = (point: RacePoint) => Promise<void>;

export const noRace: Race = async () => {};

export function killAt(point: string): Race {
  return async (reached) => {
    if (reached === point) process.kill(process.pid, 'SIGKILL');
    // The signal arrives between two turns; nothing after this point may run.
    if (reached === point) await new Promise(() => {});
  };
}
