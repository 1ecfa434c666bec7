import { startFeishuEmulator } from '../../emulators/feishu.ts';
import { forbidden, lateCore, lin } from './group.ts';
import type { Group } from './group.ts';

export async function openFeishu(): Promise<Group> {
  const emulator = await startFeishuEmulator({ clientConfig: { PingInterval: 0.3 }, repushFactor: 0.0002 });
  const chats = { alerts: emulator.addChat({ people: [lin] }).id, aside: emulator.addChat({ people: [lin] }).id };
  emulator.forbid(forbidden);
  let last = '';
  const tooMany = { path: /messages$/, status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' } };
  return {
    env: { FEISHU_APP_ID: emulator.appId, FEISHU_APP_SECRET: emulator.appSecret, FEISHU_BASE_URL: emulator.url },
    faults: {
      'late core': { tap: lateCore(3_500) },
      'rate limit of the app': { alert: () => emulator.failNext({ ...tooMany, times: 2 }) },
      'rate limit of a chat': { alert: () => emulator.failNext({ path: /messages$/, status: 400, code: 230020, times: 2 }) },
      'monthly quota': { lacks: 'calls are limited by the second and minute only (facts/messengers §2.3.1)' },
      're-push': { alert: () => void emulator.repeat(last), tap: () => void emulator.repeat(last) },
      'split frames': { alert: () => emulator.splitFrames(3) },
      'dropped socket': { alert: () => emulator.dropConnections(), tap: () => emulator.dropConnections() },
      'half-open socket': { tap: () => emulator.freezeConnections() },
      'refused handshake': {
        tap() {
          emulator.rejectHandshakes(2);
          emulator.refuseEndpoint(1, 1000040350);
          emulator.dropConnections();
        },
      },
      'announced end': { lacks: 'the platform closes without a word (§2.2.3)' },
      'another subscriber': { lacks: 'an app has 50 connections (§0.3)' },
      'lost lease': { lacks: 'every process may connect (§0.3)' },
      'failed delivery': { lacks: 'a refusal is a code of the call itself (§2.3.7)' },
      'expired token': { alert: () => emulator.invalidateTokens(), tap: () => emulator.invalidateTokens() },
      'rejected words': {},
      'lost answer': { alert: () => emulator.loseAnswers({ path: /messages$/, times: 2 }) },
    },
    connected: () => emulator.connections() > 0,
    async says(where, text) {
      const said = await emulator.pushMessage({ chat: chats[where], person: lin.id, text: `@bot ${text}` });
      last = said.eventId;
      return said;
    },
    repeat: (eventId) => emulator.repeat(eventId),
    standing: (ticket) =>
      emulator.messages(chats.alerts).filter(({ type, text }) => type === 'interactive' && text.includes(`#${ticket} `)),
    async claim(messageId) {
      const { eventId, failure } = await emulator.press({ messageId, person: lin.id, action: 'claim' });
      return { eventId, answered: !failure };
    },
    repeatTap: (eventId) => emulator.repeatTap(eventId),
    unmet: () => emulator.unmet(),
    handshakes: () => emulator.history().filter(({ kind }) => kind === 'handshake').length,
    stop: () => emulator.stop(),
  };
}
