import { dingtalkConfig } from './config.ts';
import type { DingtalkOptions } from './config.ts';
import { openGateway } from './gateway.ts';
import { createHttp } from './http.ts';
import { createToken } from './token.ts';

const words = {
  zh: {
    good: '应用凭证和 Stream 网关可用',
    noTemplate: '没有设置卡片模板:卡片将以文字发送,按钮变成要输入的命令',
    template: '卡片模板无法在不发卡片的情况下核对:请确认已导入、已发布并关联到本应用',
    robot: '机器人权限和是否在群里,要到第一条消息才知道',
  },
  en: {
    good: 'the app’s credentials and the stream gateway are good',
    noTemplate: 'no card template is set: cards go out as text, buttons become commands to type',
    template:
      'a card template cannot be asked about without posting a card: see that it is imported, published and linked to this app',
    robot: 'whether the robot may write, and is in the group, shows with the first message',
  },
};

/**
 * Asks the platform whether it knows the app and would let it connect. Opens no connection: pushes of one app go to a random one of
 * its connections, so a look would steal them from the service; a ticket that nobody uses lapses.
 * @returns what is good, and what could not be asked, in words
 * @throws MessengerError
 */
export async function checkDingtalk(options: DingtalkOptions): Promise<{ good: string[]; remarks: string[] }> {
  const config = dingtalkConfig.parse(options);
  const say = words[config.language];
  const http = createHttp(config.requestTimeoutMs);
  await createToken(config, http).read();
  const subscriptions = [{ type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' }];
  await openGateway({ config, http }, subscriptions);
  return { good: [say.good], remarks: [config.cardTemplate ? say.template : say.noTemplate, say.robot] };
}
