import { readFileSync } from 'node:fs';
import { createDingtalk } from '../../adapters/messengers/dingtalk/index.ts';
import { formActions } from '../../adapters/messengers/dingtalk/template-variables.ts';
import { startDingtalkEmulator } from '../emulators/dingtalk.ts';
import type { DingtalkEmulator } from '../emulators/dingtalk.ts';
import { describeMessenger } from './messenger.ts';
import type { MessengerDriver, MessengerUnderTest, TapSeen } from './messenger/driver.ts';

const people: MessengerDriver['people'] = [
  { id: '0166501', name: '林悦' },
  { id: '0166502', name: '陈晨' },
];
const cardTemplate = 'gengfu-ticket.schema';
/** How long somebody repeats what nobody hears. */
const patienceMs = 15_000;
const template = readFileSync(new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url), 'utf8');

describeMessenger({ name: 'dingtalk with the card template', create: () => create({ cardTemplate }) });
describeMessenger({ name: 'dingtalk without a template', create: () => create({}) });

async function create(options: { cardTemplate?: string }): Promise<MessengerUnderTest> {
  const emulator = await startDingtalkEmulator({ templates: { [cardTemplate]: template }, messageAckMs: 300 });
  const messenger = createDingtalk({
    clientId: emulator.clientId,
    clientSecret: emulator.clientSecret,
    apiUrl: emulator.url,
    oapiUrl: emulator.url,
    heartbeatMs: 300,
    ...options,
  });
  return {
    messenger,
    driver: driverOf(emulator),
    stop: () => Promise.all([messenger.stop(), emulator.stop()]).then(() => undefined),
  };
}

/** What stands before the words of an answer; the template's own toasts only tell success from failure. */
const toastMarks = { '✓': 'success', ℹ: 'info', '⚠': 'warning', '✗': 'error' } as const;

function driverOf(emulator: DingtalkEmulator): MessengerDriver {
  const chat = emulator.addChat({ people }).id;
  let lastEvent = '';
  const shown = (id: string) =>
    emulator
      .messages(id)
      .filter(({ from }) => from === emulator.bot.id)
      .map((message) => ({ ...message, text: message.type === 'sampleMarkdown' ? asRead(message.text) : message.text }));
  return {
    chat,
    people,
    line: { drop: () => emulator.dropConnections(), freeze: () => emulator.freezeConnections() },
    shown,
    shownTo: (person) => shown(emulator.privateChat(person)),
    /** The platform pushes once and never again (facts/messengers §3.2): whom nobody hears says it again. */
    async says({ person, text, quotes, pictures }) {
      const carrier = quotes === undefined ? undefined : emulator.message(quotes).carrierId;
      const undocumented = quotes === undefined ? {} : { originalProcessQueryKey: carrier ?? quotes };
      const message = pictures ? { type: 'richText' as const, picture: pictures[0]! } : {};
      for (const end = performance.now() + patienceMs; performance.now() < end;) {
        const said = await emulator.pushMessage({ chat, person, text: `@bot ${text}`, undocumented, ...message });
        lastEvent = said.eventId;
        if (said.acked) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async repeatLast() {
      await emulator.repeat(lastEvent);
    },
    async tap({ messageId, person, action, form }): Promise<TapSeen> {
      // A form is opened first; that stays in the client.
      const asks = formActions.some((name) => name === action);
      if (asks) await emulator.tap({ messageId, person, actionId: `open_${action}` });
      const outcome = await emulator.press({ messageId, person, action, ...(form ? { form } : {}) });
      const before = emulator.message(messageId, person).text;
      const [, mark, text] = /^([✓ℹ⚠✗]) (.*)$/m.exec(before) ?? [];
      return {
        ...(mark && text !== undefined ? { toast: { type: toastMarks[mark as keyof typeof toastMarks], text } } : {}),
        redrawn: redrawnForAll(emulator, outcome.eventId),
        failed: Boolean(outcome.failure),
        elapsedMs: outcome.elapsedMs,
      };
    },
    expire: () => undefined,
    throttle: (times) =>
      emulator.failNext({
        path: /createAndDeliver|groupMessages\/send/,
        status: 403,
        code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi',
        times,
      }),
    throttled: () => emulator.history().filter(({ code }) => code.includes('QpsLimit')).length,
  };
}

/** Markdown as people read it: full-width look-alikes of what would be a sign of markdown, line ends, invisible marks. */
function asRead(markdown: string): string {
  return markdown
    .replace(/[＜＞［］＊｀～＼｜＿＠]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u200b', '')
    .replaceAll('  \n', '\n');
}

/** Whether the answer carried a card, not only words for the one who tapped. */
function redrawnForAll(emulator: DingtalkEmulator, eventId: string): boolean {
  const answer = emulator.history().find(({ kind, path }) => kind === 'frame' && path === eventId)?.body;
  return Boolean((answer as { response?: { cardData?: unknown } } | undefined)?.response?.cardData);
}
