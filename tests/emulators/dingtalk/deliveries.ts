import { Refusal } from './refusal.ts';
import { newId, singleChat } from './world.ts';
import type { CardInstance, EmulatedMessage, World } from './world.ts';

export interface DeliverBody {
  openSpaceId?: string;
  imGroupOpenDeliverModel?: {
    robotCode?: string;
    atUserIds?: Record<string, string>;
    recipients?: string[];
  };
  imRobotOpenDeliverModel?: { spaceType?: string };
  topOpenDeliverModel?: { expiredTimeMillis?: number; userIds?: string[]; platforms?: string };
  cardAtUserIds?: string[];
}

export interface DeliverResult extends Space {
  success: boolean;
  carrierId: string;
  errorMsg: string;
}

interface Space {
  spaceType: 'IM_GROUP' | 'IM_ROBOT' | 'ONE_BOX';
  spaceId: string;
}

/** `dtv1.card//IM_GROUP.<conversation>;IM_ROBOT.<userId>`, facts/messengers §3.5. @throws Refusal */
export function readSpaces(openSpaceId: unknown): Space[] {
  const [, list] = /^dtv1\.card\/\/(.+)$/.exec(typeof openSpaceId === 'string' ? openSpaceId : '') ?? [];
  const spaces = (list ?? '').split(';').map((part) => /^(?:dtv1\.card\/\/)?(IM_GROUP|IM_ROBOT|ONE_BOX)\.(.+)$/.exec(part));
  return spaces.map((match) => {
    if (!match?.[2]) throw new Refusal('param.openSpaceIdInvalid', 'openSpaceId无效');
    return { spaceType: match[1] as Space['spaceType'], spaceId: match[2] };
  });
}

/** HTTP 200 says nothing: each space has its own outcome (§3.5, §3.9). */
export function deliver(world: World, card: CardInstance, spaces: Space[], body: DeliverBody): DeliverResult[] {
  card.cardAtUserIds = body.cardAtUserIds ?? card.cardAtUserIds;
  return spaces.map(({ spaceType, spaceId }) => {
    const failed = world.failedDeliveries > 0;
    if (failed) world.failedDeliveries -= 1;
    const target = failed ? 'failed on purpose' : resolveTarget(world, card, { spaceType, spaceId }, body);
    if (typeof target === 'string') return { spaceType, spaceId, success: false, carrierId: '', errorMsg: target };
    const carrierId = newId('');
    world.messages.push({ ...target, carrierId, createdAt: Date.now() });
    return { spaceType, spaceId, success: true, carrierId, errorMsg: '' };
  });
}

type Target = Omit<EmulatedMessage, 'createdAt' | 'carrierId'>;

/** The message to place, or why it cannot be. The wording of errorMsg is not in the facts. */
function resolveTarget(world: World, card: CardInstance, space: Space, body: DeliverBody): Target | string {
  const message = {
    messageId: card.outTrackId,
    from: world.bot.id,
    type: 'card',
    content: '{}',
    mentions: [] as string[],
    recalled: false,
    space: space.spaceType,
  };
  if (space.spaceType === 'IM_ROBOT') {
    if (!card.prepared.has('imRobot') || body.imRobotOpenDeliverModel?.spaceType !== 'IM_ROBOT')
      return 'imRobot model is missing';
    if (!world.people.has(space.spaceId) || world.unreachable.has(space.spaceId)) return 'user is not reachable';
    return { ...message, chat: singleChat(world, space.spaceId).id };
  }
  const chat = world.chats.get(space.spaceId);
  if (chat?.kind !== 'group') return 'conversation does not exist';
  if (!chat.botInside) return 'robot is not in the group';
  if (space.spaceType === 'ONE_BOX') {
    if (!card.prepared.has('top') || !body.topOpenDeliverModel) return 'top model is missing';
    const recipients = body.topOpenDeliverModel.userIds;
    return { ...message, chat: chat.id, ...(recipients ? { recipients } : {}) };
  }
  const model = body.imGroupOpenDeliverModel;
  if (!card.prepared.has('imGroup') || !model) return 'imGroup model is missing';
  if (model.robotCode !== world.robotCode) return 'robotCode is wrong';
  const mentions = Object.keys(model.atUserIds ?? {}).map((id) => (id === '@ALL' ? 'all' : id));
  return { ...message, chat: chat.id, mentions, ...(model.recipients ? { recipients: model.recipients } : {}) };
}
