import { doubled, lost } from '../fault.ts';
import type { Fault, Invariant } from '../fault.ts';

/** Every ticket stands once in each group, as it now is, and a conversation has one open ticket. */
export const cards: Invariant = async ({ run, tickets, cards: rows }) => {
  const { feishu, chat, engine } = run.ground;
  const inFeishu = feishu.messages(chat).filter(({ type }) => type === 'interactive');
  const inSandbox = await engine.read<{ ticket: number; version: number }>(
    `SELECT "ticket", "version" FROM "SandboxMessage" WHERE "kind" = 'card' AND "ticket" >= ${tickets[0]?.number ?? 0}`,
  );
  const open = Map.groupBy(
    tickets.filter(({ state }) => state !== 'closed'),
    ({ conversationId }) => conversationId,
  );
  const faults = [...open.values()]
    .filter(({ length }) => length > 1)
    .map((several) => doubled(`a conversation has the tickets ${several.map(({ number }) => number).join(', ')}`));

  for (const { id, number, version } of tickets) {
    for (const messenger of ['sandbox', 'feishu']) {
      const card = rows.find(({ ticketId, messenger: name }) => ticketId === id && name === messenger);
      const standing =
        messenger === 'sandbox'
          ? inSandbox.filter(({ ticket }) => ticket === number).length
          : inFeishu.filter(({ text }) => text.includes(`#${number} `)).length;
      faults.push(...judge(`#${number} in ${messenger}`, version, card, standing));
    }
  }
  return faults;
};

function judge(
  where: string,
  version: number,
  card: { messageId: string | null; digestId: string | null; renderedVersion: number; generation: number } | undefined,
  standing: number,
): Fault[] {
  if (!card) return [lost(`the card of ${where}`)];
  if (card.renderedVersion < version) return [lost(`the card of ${where} shows version ${card.renderedVersion} of ${version}`)];
  if (card.messageId === null) return card.digestId === null ? [lost(`the card of ${where}`)] : [];
  if (standing === 0) return [lost(`the card of ${where}: nobody sees it`)];
  // A card too old to change is followed by another.
  return standing > card.generation + 1 ? [doubled(`the card of ${where}: stands ${standing} times`)] : [];
}
