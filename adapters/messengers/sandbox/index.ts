import { randomUUID } from 'node:crypto';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Inbound, Messenger } from '../../../src/ports/messenger.ts';
import type { ChatLog } from './chat-log.ts';
import { sandboxRoutes } from './routes.ts';

/** The group chat on the local page: everything a messenger can do, with the database as its server. */
export function createSandbox(options: { log: ChatLog; team: () => Promise<{ id: string; name: string }[]> }): Messenger {
  const { log, team } = options;
  let inbound: Inbound | undefined;
  const ready = (): Inbound => {
    if (!inbound) throw new MessengerError('unreachable', 'the sandbox is not started');
    return inbound;
  };

  return {
    name: 'sandbox',
    can: {
      inputInCard: true,
      inputMaxLength: 10_000,
      updateWindowMs: Infinity,
      privateView: false,
      urgent: ['app'],
      upload: false,
      answerBudgetMs: 10_000,
    },
    routes: sandboxRoutes({ log, team, inbound: ready }),
    async start(handlers) {
      inbound = handlers;
    },
    async stop() {
      inbound = undefined;
    },
    connection: () => ({ state: inbound ? 'connected' : 'idle', lastInboundAt: null }),
    async postCard({ chat, card, key }) {
      const { id } = await log.post({ id: key, chat, text: card.title, card });
      return { messageId: id };
    },
    async updateCard({ messageId, card }) {
      if (!(await log.redraw(messageId, card))) throw new MessengerError('gone', `no card ${messageId}`);
    },
    async say({ chat, text, key, mention = [] }) {
      const names = new Map((await team()).map(({ id, name }) => [id, name]));
      const mentions = mention.map((id) => `@${names.get(id) ?? id} `).join('');
      const { id } = await log.post({ id: `${chat}-${key}`, chat, text: mentions + text });
      return { messageId: id };
    },
    async direct({ person, text, key }) {
      const { id } = await log.post({ id: `${person}-${key}`, chat: `@${person}`, text });
      return { messageId: id };
    },
    async urgent({ messageId, people }) {
      const message = await log.get(messageId);
      const known = new Set((await team()).map(({ id }) => id));
      const reached = people.filter((id) => known.has(id));
      if (message && reached.length > 0)
        await log.post({ id: randomUUID(), chat: message.chat, text: `🔔 ${reached.join(' ')} ${message.text}` });
      return { unreachable: people.filter((id) => !known.has(id)) };
    },
    async upload() {
      throw new MessengerError('refused', 'the sandbox takes no files');
    },
    resolvePerson: async (id) => (await team()).find((person) => person.id === id) ?? null,
  };
}
