import { Hono } from 'hono';
import { checkMsgParam } from './msg-params.ts';
import { Refusal, unnamed } from './refusal.ts';
import { newId, singleChat } from './world.ts';
import type { EmulatedChat, World } from './world.ts';

type Body = Record<string, unknown>;

const maxUsers = 20;

/** `/v1.0/robot/…` of facts/messengers §3.6 and the member list of §3.8. */
export function robotRoutes(world: World, options: { memberLists: 'open' | 'refused' }, base: () => string): Hono {
  function checkRobot(body: Body): void {
    if (body.robotCode !== world.robotCode) throw new Refusal(unnamed.robotCode, 'robotCode无效');
  }

  function groupOf(body: Body): EmulatedChat {
    const chat = world.chats.get(String(body.openConversationId));
    if (chat?.kind !== 'group') throw new Refusal(unnamed.notFound, '群不存在');
    if (!chat.botInside) throw new Refusal(unnamed.botOutside, '机器人不在群内');
    return chat;
  }

  function post(body: Body, chats: EmulatedChat[]): string {
    const { msgKey, msgParam } = checkMsgParam(body);
    const processQueryKey = newId('');
    for (const chat of chats)
      world.messages.push({
        messageId: processQueryKey,
        chat: chat.id,
        from: world.bot.id,
        type: msgKey,
        content: msgParam,
        mentions: [],
        createdAt: Date.now(),
        recalled: false,
      });
    return processQueryKey;
  }

  function listOf(value: unknown): string[] {
    if (!Array.isArray(value) || value.length === 0) throw new Refusal(unnamed.parameter, '用户列表为空');
    return value.map(String);
  }

  return new Hono()
    .post('/v1.0/robot/groupMessages/send', async (context) => {
      const body = await context.req.json<Body>();
      checkRobot(body);
      return context.json({ processQueryKey: post(body, [groupOf(body)]) });
    })
    .post('/v1.0/robot/groupMessages/recall', async (context) => {
      const body = await context.req.json<Body>();
      checkRobot(body);
      const chat = groupOf(body);
      const keys = listOf(body.processQueryKeys);
      const mine = world.messages.filter(({ messageId, chat: id }) => id === chat.id && keys.includes(messageId));
      for (const message of mine) message.recalled = true;
      const successResult = mine.map(({ messageId }) => messageId);
      const failed = keys.filter((key) => !successResult.includes(key)).map((key) => [key, 'not found']);
      return context.json({ successResult, failedResult: Object.fromEntries(failed) as Record<string, string> });
    })
    .post('/v1.0/robot/oToMessages/batchSend', async (context) => {
      const body = await context.req.json<Body>();
      checkRobot(body);
      const users = listOf(body.userIds);
      if (users.length > maxUsers) throw new Refusal(unnamed.parameter, `userIds最多${maxUsers}个`);
      const invalidStaffIdList = users.filter((id) => !world.people.has(id) || world.unreachable.has(id));
      const flowControlledStaffIdList = users.filter((id) => world.flowControlled.has(id));
      const reached = users.filter((id) => !invalidStaffIdList.includes(id) && !flowControlledStaffIdList.includes(id));
      const processQueryKey = post(
        body,
        reached.map((id) => singleChat(world, id)),
      );
      return context.json({ processQueryKey, invalidStaffIdList, flowControlledStaffIdList });
    })
    .post('/v1.0/robot/ding/send', async (context) => {
      const body = await context.req.json<Body>();
      checkRobot(body);
      const { remindType, content } = body;
      if (remindType !== 1 && remindType !== 2 && remindType !== 3) throw new Refusal(unnamed.parameter, 'remindType无效');
      if (typeof content !== 'string' || content === '') throw new Refusal(unnamed.parameter, 'content为空');
      const users = listOf(body.receiverUserIdList);
      const failed = users.filter((id) => !world.people.has(id) || world.unreachable.has(id));
      const openDingId = newId('');
      const people = users.filter((id) => !failed.includes(id));
      world.dings.push({ openDingId, people, remindType, content });
      // Only the name of the field is in the facts; which value stands by a person is not.
      return context.json({ openDingId, failedList: Object.fromEntries(failed.map((id) => [id, 'unreachable'])) });
    })
    .post('/v1.0/robot/messageFiles/download', async (context) => {
      const body = await context.req.json<Body>();
      checkRobot(body);
      if (!world.files.has(String(body.downloadCode))) throw new Refusal(unnamed.notFound, 'downloadCode无效');
      return context.json({ downloadUrl: `${base()}/files/${String(body.downloadCode)}` });
    })
    .get('/files/:code', (context) => {
      const bytes = world.files.get(context.req.param('code'));
      return bytes ? context.body(Uint8Array.from(bytes)) : context.notFound();
    })
    .post('/v1.0/im/innerGroups/memberLists/query', async (context) => {
      if (options.memberLists === 'refused') throw new Refusal(unnamed.permission, '没有调用该接口的权限', 403);
      const body = await context.req.json<Body>();
      const chat = groupOf(body);
      if (!world.people.has(String(body.userId))) throw new Refusal('param.userIdNotExist', '用户不存在');
      const from = Number(body.nextToken ?? 0);
      const to = from + Number(body.maxResults ?? chat.people.length);
      const list = chat.people
        .slice(from, to)
        .map((userId) => ({ userId, name: world.people.get(userId)?.name, nickName: '', icon: '' }));
      return context.json({ list, hasMore: to < chat.people.length, nextToken: to < chat.people.length ? String(to) : '' });
    });
}
