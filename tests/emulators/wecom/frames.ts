/** JSON text frames of the long connection, facts/messengers §4.2. */

export type Node = Record<string, unknown>;

export interface Frame {
  cmd?: string;
  headers: { req_id: string };
  body?: Node;
  errcode?: number;
  errmsg?: string;
}

export const cmd = {
  subscribe: 'aibot_subscribe',
  ping: 'ping',
  message: 'aibot_msg_callback',
  event: 'aibot_event_callback',
  respond: 'aibot_respond_msg',
  welcome: 'aibot_respond_welcome_msg',
  update: 'aibot_respond_update_msg',
  send: 'aibot_send_msg',
  uploadInit: 'aibot_upload_media_init',
  uploadChunk: 'aibot_upload_media_chunk',
  uploadFinish: 'aibot_upload_media_finish',
} as const;

/** A command that the bot sends. */
export type BotCommand = Exclude<(typeof cmd)[keyof typeof cmd], 'aibot_msg_callback' | 'aibot_event_callback'>;

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

export function ack(reqId: string, body?: Node): Frame {
  return { headers: { req_id: reqId }, ...(body ? { body } : {}), errcode: 0, errmsg: 'ok' };
}

/** A frame as it was written, null when it is none. */
export function parseFrame(text: string): Frame | null {
  try {
    const frame: unknown = JSON.parse(text);
    return isNode(frame) && isNode(frame.headers) && typeof frame.headers.req_id === 'string'
      ? (frame as unknown as Frame)
      : null;
  } catch {
    return null;
  }
}
