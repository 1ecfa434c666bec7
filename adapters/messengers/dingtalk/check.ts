import { MessengerError } from '../../../src/ports/messenger.ts';
import { dingtalkConfig } from './config.ts';
import type { DingtalkOptions } from './config.ts';
import { openGateway } from './gateway.ts';
import { createHttp } from './http.ts';
import { createToken } from './token.ts';

const words = {
  zh: {
    good: '应用凭证和 Stream 网关可用',
    unreachable: '连接不到钉钉,请检查网络或 DINGTALK_API_URL',
    credentials: '应用凭证不被接受,请核对 Client ID 和 Client Secret',
    gateway: 'Stream 网关拒绝了连接,请确认应用已启用机器人、消息接收模式为 Stream,并已发布',
    noTemplate: '没有设置卡片模板:卡片将以文字发送,按钮变成要输入的命令',
    template: '卡片模板无法在不发卡片的情况下核对:请确认已导入、已发布并关联到本应用',
    robot: '机器人权限和是否在群里,要到第一条消息才知道',
  },
  en: {
    good: 'the app’s credentials and the stream gateway are good',
    unreachable: 'DingTalk cannot be reached: check the network or DINGTALK_API_URL',
    credentials: 'the app’s credentials are not accepted: compare Client ID and Client Secret',
    gateway: 'the stream gateway refused: enable the robot with Stream as its receive mode, and publish the app',
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
 * @throws Error naming what is missing, with the platform's refusal as its cause
 */
export async function checkDingtalk(options: DingtalkOptions): Promise<{ good: string[]; remarks: string[] }> {
  const config = dingtalkConfig.parse(options);
  const say = words[config.language];
  const http = createHttp(config.requestTimeoutMs);
  await named(say.credentials, say.unreachable, createToken(config, http).read());
  const subscriptions = [{ type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' }];
  await named(say.gateway, say.unreachable, openGateway({ config, http }, subscriptions));
  return { good: [say.good], remarks: [config.cardTemplate ? say.template : say.noTemplate, say.robot] };
}

async function named(what: string, unreachable: string, asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (cause) {
    // No answer says nothing about what was asked.
    if (cause instanceof MessengerError && cause.fault === 'unreachable') throw new Error(unreachable);
    throw new Error(cause instanceof Error ? `${what} (${cause.message})` : what, { cause });
  }
}
