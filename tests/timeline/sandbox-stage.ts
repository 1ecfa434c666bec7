import type { Card } from '../../cards/card.ts';
import type { Sight, Stage } from './night.ts';
import type { SandboxClient } from './sandbox-client.ts';

/** What the people of the sandbox see: its chat, and the replies that reached its marketplace. */
export function sandboxStage(sandbox: SandboxClient): Stage {
  let after = 0;
  const replies = new Set<string>();
  return {
    async look() {
      const sights: Sight[] = [];
      for (const message of await sandbox.messages({ after })) {
        after = Math.max(after, message.seq);
        if (message.person !== null) continue;
        sights.push({
          kind: message.kind,
          id: message.id,
          words: message.card ? wordsOf(message.card) : message.text,
          offers: message.card?.actions.map(({ action }) => action) ?? [],
          ticket: message.ticket ?? undefined,
        });
      }
      for (const reply of await sandbox.outbound()) {
        if (replies.has(reply.id)) continue;
        replies.add(reply.id);
        sights.push({ kind: 'reply', id: reply.id, words: reply.text, offers: [], ticket: reply.ticket });
      }
      return sights;
    },
  };
}

/** Every word on a card, in the order a person reads it. */
export function wordsOf(card: Card): string {
  const lines = [
    card.title,
    card.subtitle,
    card.countdown,
    card.stateLabel,
    card.owner,
    card.notice,
    ...card.fields.map(({ label, value }) => `${label}: ${value}`),
    card.languageLabel,
    card.original,
    card.translation,
    card.translationNote,
    ...(card.attachments ?? []).map(({ name, size, advice, link }) => [name, size, advice, link].filter(Boolean).join(' ')),
    ...(card.reasons ?? []),
    ...(card.history ?? []).map(({ at, text }) => `${at} ${text}`),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}
