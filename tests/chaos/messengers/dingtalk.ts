import { readFileSync } from 'node:fs';
import type { MovableClock } from '../../../src/clock.ts';
import { startDingtalkEmulator } from '../../emulators/dingtalk.ts';
import { until } from '../../timeline/until.ts';
import { forbidden, lateCore, lin } from './group.ts';
import type { Group } from './group.ts';
import { dingtalkEnv } from '../../timeline/dingtalk-env.ts';

/** Within which a raised quota is noticed, and a little. */
const spentForMs = 16 * 60_000;

export async function openDingtalk(clock: MovableClock): Promise<Group> {
  const template = readFileSync(new URL('../../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');
  const emulator = await startDingtalkEmulator({ templates: { 't.schema': template }, silentWindowMs: 300 });
  const chats = { alerts: emulator.addChat({ people: [lin] }).id, aside: emulator.addChat({ people: [lin] }).id };
  emulator.forbid(forbidden);
  let last = '';
  const qps = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';
  const timedOut = { path: /card\/instances/, status: 504, code: 'timeout' };
  return {
    env: {
      ...dingtalkEnv(emulator),
      DINGTALK_CARD_TEMPLATE: 't.schema',
    },
    faults: {
      'late core': { tap: lateCore(2_500) },
      'rate limit of the app': { alert: () => emulator.failNext({ path: /createAndDeliver/, status: 403, code: qps, times: 2 }) },
      'rate limit of a chat': {
        alert: () => emulator.failNext({ path: /createAndDeliver/, status: 400, code: 'send.too.fast', times: 2 }),
      },
      'monthly quota': {
        alert({ desk }) {
          const { limit, used } = emulator.quota;
          emulator.quota.limit = used;
          return async () => {
            const later = () => new Date(clock.now() + spentForMs / 2);
            const waits = async () => (await desk.db.read.job.count({ where: { kind: 'cards', dueAt: { gt: later() } } })) > 0;
            await until(waits, 'an alert that waits for the next month');
            emulator.quota.limit = limit;
            clock.advance(spentForMs);
          };
        },
      },
      're-push': { alert: () => void emulator.repeat(last), tap: () => void emulator.repeat(last) },
      'split frames': { lacks: 'a push is one text message (facts/messengers §3.2)' },
      'dropped socket': { alert: () => emulator.dropConnections(), tap: () => emulator.dropConnections() },
      'half-open socket': { tap: () => emulator.freezeConnections() },
      'refused handshake': {
        tap() {
          emulator.rejectHandshakes({ times: 2 });
          emulator.dropConnections();
        },
      },
      'announced end': { alert: () => emulator.sendDisconnect(), tap: () => emulator.sendDisconnect() },
      'another subscriber': { lacks: 'an app has 50 connections (§0.3)' },
      'lost lease': { lacks: 'every process may connect (§0.3)' },
      'failed delivery': { alert: () => emulator.failDeliveries(2) },
      'expired token': { alert: () => emulator.invalidateTokens(), tap: () => emulator.invalidateTokens() },
      'rejected words': {},
      'lost answer': {
        alert() {
          emulator.failNext(timedOut);
          emulator.loseAnswers({ path: /createAndDeliver/ });
        },
      },
    },
    connected: () => emulator.connections() > 0,
    async says(where, text) {
      const said = await emulator.pushMessage({ chat: chats[where], person: lin.id, text: `@bot ${text}` });
      last = said.eventId;
      return said;
    },
    repeat: (eventId) => emulator.repeat(eventId),
    standing: (ticket) =>
      emulator.messages(chats.alerts).filter(({ type, text }) => type === 'card' && text.includes(`#${ticket} `)),
    async claim(messageId) {
      const { eventId, failure } = await emulator.press({ messageId, person: lin.id, action: 'claim' });
      return { eventId, answered: !failure };
    },
    repeatTap: (eventId) => emulator.repeat(eventId),
    unmet: () => emulator.unmet(),
    handshakes: () => emulator.history().filter(({ kind }) => kind === 'handshake').length,
    stop: () => emulator.stop(),
  };
}
