import { startWecomEmulator } from '../../emulators/wecom.ts';
import { changeRows } from '../../../src/store/rows.ts';
import { until } from '../../timeline/until.ts';
import { lateCore, lin } from './group.ts';
import type { Group } from './group.ts';

/** Somebody whose name nobody has asked for yet. */
const newcomer = { id: 'zhouning', name: '周宁' };
/** For which a second process holds the lease; the first looks at it every five seconds. */
const leasedMs = 6_000;

export async function openWecom(): Promise<Group> {
  const emulator = await startWecomEmulator({ botName: '更夫' });
  const people = [lin, newcomer];
  const chats = {
    alerts: emulator.addChat({ people, heard: true }).id,
    aside: emulator.addChat({ people, heard: true }).id,
  };
  let last = '';
  return {
    env: {
      WECOM_BOT_ID: emulator.botId,
      WECOM_BOT_SECRET: emulator.secret,
      WECOM_WS_URL: emulator.wsUrl,
      WECOM_API_URL: emulator.url,
      WECOM_CORP_ID: emulator.corpId,
      WECOM_CORP_SECRET: emulator.corpSecret,
      WECOM_TAKE_OVER_SECONDS: '1',
    },
    faults: {
      'late core': { tap: lateCore(5_500) },
      'rate limit of the app': { lacks: 'limits are of one conversation (facts/messengers §4.2)' },
      'rate limit of a chat': { alert: () => emulator.failNext({ cmd: 'aibot_send_msg', errcode: 45009 }) },
      'monthly quota': { lacks: 'nothing is counted by the month (§4.2)' },
      're-push': { alert: () => void emulator.repeat(last), tap: () => void emulator.repeat(last) },
      'split frames': { lacks: 'a push is one text message (§4.2)' },
      'dropped socket': { alert: () => emulator.dropConnections(), tap: () => emulator.dropConnections() },
      'half-open socket': { alert: () => emulator.freezeConnections() },
      'refused handshake': {
        tap() {
          emulator.rejectHandshakes(2);
          emulator.dropConnections();
        },
      },
      'announced end': { lacks: 'the platform announces a kick only (§4.2)' },
      'another subscriber': {
        alert: async () => void (await emulator.kick()),
        tap: async () => void (await emulator.kick()),
      },
      'lost lease': {
        async tap({ desk }) {
          await desk.db.writeRows((tx) =>
            changeRows(
              tx,
              'UPDATE "Lease" SET "holder" = ?, "until" = instant(?)',
              'another process',
              desk.clock.wall() + leasedMs,
            ),
          );
          await until(() => emulator.connections() === 0, 'the end of a connection that is no longer ours');
        },
      },
      'failed delivery': { lacks: 'an ack is the delivery (§4.1)' },
      'expired token': {
        async alert() {
          emulator.failNext({ path: /openuserid_to_userid/, errcode: 42001 });
          await emulator.pushMessage({ chat: chats.aside, person: newcomer.id, text: '@bot /列表' });
        },
      },
      'rejected words': { lacks: 'no review of what a bot says is documented (§4)' },
      'lost answer': { alert: () => emulator.dropAcks(1) },
    },
    connected: () => emulator.connections() > 0,
    async says(where, text) {
      const said = await emulator.pushMessage({ chat: chats[where], person: lin.id, text: `@bot ${text}` });
      last = said.eventId;
      return said;
    },
    repeat: (eventId) => emulator.repeat(eventId),
    // What follows a card that can no longer change says so.
    standing: (ticket) =>
      emulator
        .messages(chats.alerts)
        .filter(({ card, text }) => card !== undefined && text.includes(`#${ticket} `) && !text.includes('代替')),
    async claim(messageId) {
      const key = emulator.offered(messageId, lin.id).find((offered) => offered.startsWith('claim:'));
      if (!key) return { eventId: '', answered: true };
      const { eventId, failure } = await emulator.press({ messageId, person: lin.id, key });
      return { eventId, answered: !failure };
    },
    repeatTap: (eventId) => emulator.repeat(eventId),
    unmet: () => emulator.unmet(),
    handshakes: () => emulator.history().filter(({ kind }) => kind === 'handshake').length,
    stop: () => emulator.stop(),
  };
}
