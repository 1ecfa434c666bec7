import type { World } from './world.ts';

/** Everything a handle names whose time can run out: a req_id, msgid, message, response_url, media link or id, or token. */
export function age(world: World, handle: string, ms: number): void {
  const ends = handle.split(/[/=]/).at(-1) ?? '';
  const requests = [...world.requests.values()].filter(({ reqId, eventId }) => reqId === handle || eventId === handle);
  const streams = [...world.requests.values()].flatMap((request) => [...request.streams.values()]);
  const aged = [
    ...requests,
    ...streams.filter(({ message }) => message.messageId === handle),
    ...[...world.messages.values()].filter(
      ({ messageId, taskId, reqId }) => messageId === handle || taskId === handle || reqId === handle,
    ),
    ...[world.responseCodes, world.files, world.media, world.tokens].flatMap((lives) => lives.get(ends) ?? []),
  ];
  if (aged.length === 0) throw new Error(`nothing is called ${handle}`);
  for (const life of aged) life.createdAt -= ms;
}
