import { readFileSync } from 'node:fs';
import { startDingtalkEmulator } from '../../tests/emulators/dingtalk.ts';
import { startFeishuEmulator } from '../../tests/emulators/feishu.ts';
import { startWecomEmulator } from '../../tests/emulators/wecom.ts';
import { dingtalkEnv } from '../../tests/timeline/dingtalk-env.ts';
import { openMailDesk } from '../../tests/timeline/mail-desk.ts';
import { until } from '../../tests/timeline/until.ts';

const template = new URL('../../adapters/messengers/dingtalk/ticket-card.json', import.meta.url);

/** All three messengers and a watched mailbox around one desk, as emulators of their platforms and a real mail server. */
export async function createDesk() {
  const [mail, feishu, dingtalk, wecom] = await Promise.all([
    openMailDesk(),
    startFeishuEmulator(),
    startDingtalkEmulator({ templates: { 't.schema': readFileSync(template, 'utf8') } }),
    startWecomEmulator({ botName: 'bot' }),
  ]);
  return {
    env: {
      GENGFU_DATA: mail.folder,
      FEISHU_APP_ID: feishu.appId,
      FEISHU_APP_SECRET: feishu.appSecret,
      FEISHU_BASE_URL: feishu.url,
      ...dingtalkEnv(dingtalk),
      DINGTALK_CARD_TEMPLATE: 't.schema',
      WECOM_BOT_ID: wecom.botId,
      WECOM_BOT_SECRET: wecom.secret,
      WECOM_WS_URL: wecom.wsUrl,
    } as Record<string, string>,
    /** Resolves when every line stands. */
    async connected(): Promise<void> {
      for (const [name, emulator] of Object.entries({ feishu, dingtalk, wecom }))
        await until(() => emulator.connections() > 0, `the connection to ${name}`, 60_000);
    },
    stop: async () => void (await Promise.all([mail.stop(), feishu.stop(), dingtalk.stop(), wecom.stop()])),
  };
}
