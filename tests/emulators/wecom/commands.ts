import { cmd } from './frames.ts';
import type { Node } from './frames.ts';
import { code, Refusal } from './refusal.ts';
import { respondMessage, respondTypes, respondUpdate, respondWelcome } from './replies.ts';
import { sendMessage } from './sends.ts';
import { finishUpload, startUpload, takeChunk } from './uploads.ts';
import { plannedRefusal } from './world.ts';
import type { Request, World } from './world.ts';

/** Does what a subscribed bot asks, facts/messengers §4.2; the body of the ack when it has one. @throws Refusal */
export function runCommand(world: World, command: { name: string; reqId: string; body: Node }): Node | undefined {
  const { name, reqId, body } = command;
  const planned = plannedRefusal(world, name);
  if (planned !== null) throw new Refusal(planned, 'refused on purpose');
  switch (name) {
    case cmd.respond:
      return void respondMessage(world, requestOf(world, reqId), body, respondTypes(world));
    case cmd.welcome:
      return void respondWelcome(world, requestOf(world, reqId), body);
    case cmd.update:
      return void respondUpdate(world, requestOf(world, reqId), body);
    case cmd.send:
      return void sendMessage(world, reqId, body);
    case cmd.uploadInit:
      return startUpload(world, body);
    case cmd.uploadChunk:
      return takeChunk(world, body);
    case cmd.uploadFinish:
      return finishUpload(world, body);
    default:
      throw new Refusal(world.codes.invalid, `unknown cmd ${name}`);
  }
}

function requestOf(world: World, reqId: string): Request {
  const request = world.requests.get(reqId);
  if (!request) throw new Refusal(code.badReqId, 'invalid req_id');
  return request;
}
