import { WSClient } from '@wecom/aibot-node-sdk';
import type { TemplateCard, WsFrame, WSClientOptions } from '@wecom/aibot-node-sdk';
import { startWecomEmulator } from '../../emulators/wecom.ts';
import type { WecomEmulator, WecomEmulatorOptions } from '../../emulators/wecom.ts';
import { until } from '../../timeline/until.ts';

/** The official client against an emulator, with everything it was told. */
export interface WecomPair {
  emulator: WecomEmulator;
  client: WSClient;
  frames: WsFrame[];
  errors: Error[];
  /** The group that `people` are in; somebody has written to the bot there. */
  chat: string;
  /** The next frame that was not taken yet. */
  next: () => Promise<WsFrame>;
  stop: () => Promise<void>;
}

export const people = [
  { id: 'linyue', name: '林悦' },
  { id: 'chenchen', name: '陈晨' },
];

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export function createClient(emulator: WecomEmulator, options: Partial<WSClientOptions> = {}): WSClient {
  return new WSClient({
    botId: emulator.botId,
    secret: emulator.secret,
    wsUrl: emulator.wsUrl,
    reconnectInterval: 20,
    maxReconnectAttempts: -1,
    logger: silent,
    ...options,
  });
}

/** Starts both and waits until the client is subscribed. */
export async function startPair(
  options: WecomEmulatorOptions = {},
  clientOptions: Partial<WSClientOptions> = {},
): Promise<WecomPair> {
  const emulator = await startWecomEmulator({ botName: '更夫 Desk', ...options });
  const client = createClient(emulator, clientOptions);
  const frames: WsFrame[] = [];
  const errors: Error[] = [];
  let taken = 0;
  client.on('message', (frame) => frames.push(frame));
  client.on('event', (frame) => frames.push(frame));
  client.on('error', (error) => errors.push(error));
  const authenticated = new Promise<void>((resolve) => client.once('authenticated', resolve));
  client.connect();
  await authenticated;
  return {
    emulator,
    client,
    frames,
    errors,
    chat: emulator.addChat({ people, heard: true }).id,
    next: () => until(() => frames[taken], 'a frame').then((frame) => ((taken += 1), frame)),
    async stop() {
      client.disconnect();
      await emulator.stop();
    },
  };
}

/** How a command was refused: the SDK rejects with the ack's frame, which is no Error. */
export function codeOf(sent: Promise<WsFrame>): Promise<number | Error> {
  return sent.then(
    () => 0,
    (reason: unknown) => (reason instanceof Error ? reason : Number((reason as WsFrame).errcode)),
  );
}

export function buttonCard(change: Partial<TemplateCard> = {}): TemplateCard {
  return {
    card_type: 'button_interaction',
    source: { desc: '亚马逊德国', desc_color: 2 },
    main_title: { title: '#1042 Wo ist mein Paket?', desc: 'anna_k · 3 分钟' },
    quote_area: { type: 0, title: '买家', quote_text: 'Wo ist mein Paket?' },
    button_selection: {
      question_key: 'tpl',
      title: '模板',
      option_list: [
        { id: 'apology', text: '致歉' },
        { id: 'track', text: '物流' },
      ],
    },
    button_list: [
      { text: '认领', style: 1, key: 'claim:1042:3' },
      { text: '翻译', style: 2, key: 'tr:1042:3' },
    ],
    task_id: 't1042-3',
    ...change,
  };
}

export function noticeCard(change: Partial<TemplateCard> = {}): TemplateCard {
  return {
    card_type: 'text_notice',
    main_title: { title: '#1042 已认领', desc: '林悦' },
    sub_title_text: '@更夫 /回复 1042 内容',
    card_action: { type: 1, url: 'https://desk.example/t/1042' },
    task_id: 't1042-3',
    ...change,
  };
}
