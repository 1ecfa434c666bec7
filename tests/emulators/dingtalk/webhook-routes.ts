import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { createRobotLimits } from './limits.ts';
import type { LimitOptions } from './limits.ts';
import { Refusal, unnamed } from './refusal.ts';
import { newId } from './world.ts';
import type { CustomRobot, World } from './world.ts';

interface WebhookBody {
  msgtype?: string;
  at?: { atUserIds?: string[]; atMobiles?: string[]; isAtAll?: boolean };
  [type: string]: unknown;
}

const maxSkewMs = 3_600_000;

const needed: Record<string, string[]> = {
  text: ['content'],
  markdown: ['title', 'text'],
  link: ['title', 'text', 'messageUrl'],
  actionCard: ['title', 'text'],
  feedCard: [],
};

/** Session webhooks and custom robots, facts/messengers §3.6. Failures are HTTP 200 with `errcode≠0`. */
export function webhookRoutes(world: World, limits: LimitOptions): Hono {
  const robotLimits = createRobotLimits(limits);

  function post(chat: string, body: WebhookBody, types: string[]): void {
    const type = body.msgtype ?? '';
    const content = body[type] as Record<string, unknown> | undefined;
    if (!types.includes(type) || typeof content !== 'object' || content === null)
      throw new Refusal(unnamed.oldParameter, '不支持的消息类型');
    for (const field of needed[type] ?? [])
      if (typeof content[field] !== 'string' || content[field] === '')
        throw new Refusal(unnamed.oldParameter, `缺少参数${field}`);
    world.messages.push({
      messageId: newId('msg'),
      chat,
      from: world.bot.id,
      type,
      content: JSON.stringify(content),
      mentions: [...(body.at?.isAtAll ? ['all'] : []), ...(body.at?.atUserIds ?? [])],
      createdAt: Date.now(),
      recalled: false,
    });
  }

  return new Hono()
    .post('/robot/sendBySession', async (context) => {
      const session = world.sessions.get(context.req.query('session') ?? '');
      if (!session || session.expiresAt < Date.now()) throw new Refusal(unnamed.sessionGone, 'session不存在或已过期');
      if (!world.chats.get(session.chat)?.botInside) throw new Refusal(unnamed.webhookRefused, '机器人不在群内');
      post(session.chat, await context.req.json<WebhookBody>(), ['text', 'markdown', 'actionCard']);
      return context.json({ errcode: 0, errmsg: 'ok' });
    })
    .post('/robot/send', async (context) => {
      const robot = world.robots.get(context.req.query('access_token') ?? '');
      if (!robot) throw new Refusal(unnamed.sessionGone, 'token不存在');
      if (!signed(robot, context.req.query('timestamp'), context.req.query('sign')))
        throw new Refusal(unnamed.webhookRefused, '签名不匹配');
      const body = await context.req.json<WebhookBody>();
      if (robot.keyword !== undefined && !JSON.stringify(body).includes(robot.keyword))
        throw new Refusal(unnamed.webhookRefused, '关键词不匹配');
      if (!robotLimits.pass(robot.accessToken)) throw new Refusal(unnamed.webhookTooFast, '发送速度太快而限流');
      post(robot.chat, body, ['text', 'link', 'markdown', 'actionCard', 'feedCard']);
      return context.json({ errcode: 0, errmsg: 'ok' });
    });
}

function signed(robot: CustomRobot, timestamp = '', sign = ''): boolean {
  if (robot.secret === undefined) return true;
  if (!(Math.abs(Date.now() - Number(timestamp)) <= maxSkewMs)) return false;
  const right = createHmac('sha256', robot.secret).update(`${timestamp}\n${robot.secret}`).digest();
  const given = Buffer.from(sign, 'base64');
  return given.length === right.length && timingSafeEqual(given, right);
}
