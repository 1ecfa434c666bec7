import type { Desk } from '../desk.ts';

/** The one member of a chat with exactly this name; null when nobody or several have it, or when the messenger does not tell. */
export async function findMember(
  desk: Desk,
  place: { messenger: string; chat: string },
  name: string,
): Promise<{ id: string; name: string } | null> {
  const members = await desk.messengers
    .get(place.messenger)
    ?.members(place.chat)
    .catch(() => null);
  const [only, ...others] = members?.filter((member) => member.name === name) ?? [];
  return only && others.length === 0 ? only : null;
}
