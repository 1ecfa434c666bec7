import { randomUUID } from 'node:crypto';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Inbound, Messenger } from '../../../src/ports/messenger.ts';
import type { Clock } from '../../../src/clock.ts';
import type { Texts } from '../../../src/texts/texts.ts';
import type { ChatLog } from './chat-log.ts';
import { sandboxRoutes } from './routes.ts';

/** The group chat on the local page: everything a messenger can do, with the database as its server. */
export function createSandbox(options: {
  log: ChatLog;
  team: () => Promise<{ id: string; name: string }[]>;
  groups: () => Promise<string[]>;
  clock: Clock;
  texts: Texts;
}): Messenger {
  const { team, clock, texts } = options;
  let inbound: Inbound | undefined;
  let lastInboundAt: number | null = null;
  const started = (): Inbound => {
    if (!inbound) throw new MessengerError('unreachable', 'the sandbox is not started');
    return inbound;
  };
  /** The chat as long as the messenger runs. */
  const chatLog = (): ChatLog => {
    started();
    return options.log;
  };

  return {
    name: 'sandbox',
    can: {
      buttons: true,
      inputInCard: true,
      inputMaxLength: 10_000,
      updateWindowMs: Infinity,
      oneConnection: false,
      privateView: false,
      mention: true,
      toast: true,
      quoteIds: true,
      urgent: ['app'],
      upload: false,
      pictures: 'none',
      answerBudgetMs: 3_000,
    },
    routes: sandboxRoutes({
      log: options.log,
      team,
      groups: options.groups,
      texts,
      inbound() {
        lastInboundAt = clock.now();
        return started();
      },
    }),
    async start(handlers) {
      inbound = handlers;
    },
    async stop() {
      inbound = undefined;
    },
    connection: () => ({ state: inbound ? 'connected' : 'idle', lastInboundAt }),
    async postCard({ chat, card, key }) {
      const { id } = await chatLog().post({ id: key, chat, text: card.title, card });
      return { messageId: id };
    },
    async updateCard({ messageId, card }) {
      if (!(await chatLog().redraw(messageId, card))) throw new MessengerError('gone', `no card ${messageId}`);
    },
    async say({ chat, text, key, mention = [] }) {
      const names = new Map((await team()).map(({ id, name }) => [id, name]));
      const mentions = mention.map((id) => `@${names.get(id) ?? id} `).join('');
      const { id } = await chatLog().post({ id: `${chat}-${key}`, chat, text: mentions + text });
      return { messageId: id };
    },
    async direct({ person, text, key }) {
      const { id } = await chatLog().post({ id: `${person}-${key}`, chat: `@${person}`, text });
      return { messageId: id };
    },
    async urgent({ messageId, people, means, key = randomUUID() }) {
      if (means !== 'app') throw new MessengerError('refused', `the sandbox cannot ring by ${means}`);
      const message = await chatLog().get(messageId);
      const known = new Map((await team()).map(({ id, name }) => [id, name]));
      const reached = people.filter((id) => known.has(id));
      const names = reached.map((id) => `@${known.get(id)}`).join(' ');
      if (message && reached.length > 0)
        await chatLog().post({ id: key, chat: message.chat, text: `🔔 ${names} ${message.text}` });
      return { unreachable: people.filter((id) => !known.has(id)) };
    },
    async upload() {
      throw new MessengerError('refused', 'the sandbox takes no files');
    },
    async showTo() {
      throw new MessengerError('refused', 'the sandbox shows everything to everybody');
    },
    members: () => team(),
    async resolvePerson(id) {
      const person = (await team()).find((known) => known.id === id);
      return person ? { name: person.name } : null;
    },
  };
}
