import { Hono } from 'hono';
import { putData, note, readParamMap } from './card-data.ts';
import type { CardDataLimits } from './card-data.ts';
import { deliver, readSpaces } from './deliveries.ts';
import type { DeliverBody, DeliverResult } from './deliveries.ts';
import { Refusal } from './refusal.ts';
import { unionId } from './world.ts';
import type { CardInstance, World } from './world.ts';

interface CardBody extends DeliverBody {
  cardTemplateId?: string;
  outTrackId?: string;
  callbackType?: string;
  userIdType?: number;
  cardData?: unknown;
  privateData?: Record<string, unknown>;
  imGroupOpenSpaceModel?: unknown;
  imRobotOpenSpaceModel?: unknown;
  topOpenSpaceModel?: unknown;
  cardUpdateOptions?: { updateCardDataByKey?: boolean; updatePrivateDataByKey?: boolean };
}

/** `/v1.0/card/instances…` of facts/messengers §3.5. */
export function cardRoutes(world: World, options: { cardData: CardDataLimits; repeatedOutTrackId: 'refused' | 'ignored' }): Hono {
  const delivered = new WeakMap<CardInstance, DeliverResult[]>();

  function create(body: CardBody): CardInstance {
    const outTrackId = body.outTrackId ?? '';
    if (outTrackId === '') throw new Refusal('param.outTrackIdEmpty', 'outTrackId为空');
    const known = world.cards.get(outTrackId);
    if (known) {
      if (options.repeatedOutTrackId === 'refused') throw new Refusal('param.cardAlreadyExist', '卡片已存在');
      return known;
    }
    const found = world.templates.get(body.cardTemplateId ?? '');
    if (!found) throw new Refusal('param.templateNotExist', '卡片模板不存在');
    if (!found.published) throw new Refusal('param.templateUnpublished', '卡片模板未发布');
    const card: CardInstance = {
      outTrackId,
      template: found.template,
      callbackType: body.callbackType ?? '',
      userIdType: body.userIdType === 2 ? 2 : 1,
      public: {},
      private: new Map(),
      local: new Map(),
      prepared: new Set((['imGroup', 'imRobot', 'top'] as const).filter((space) => body[`${space}OpenSpaceModel`] !== undefined)),
      cardAtUserIds: [],
      revision: 0,
      createdAt: Date.now(),
    };
    put(card, body);
    world.cards.set(outTrackId, card);
    return card;
  }

  /** Checks everything before it changes anything. */
  function put(card: CardInstance, body: CardBody): void {
    const everybody = body.cardData === undefined ? null : readParamMap(world, body.cardData, options.cardData);
    const own = Object.entries(body.privateData ?? {}).map(([id, holder]) => ({
      person: personOf(id, body.userIdType === 2 ? 2 : card.userIdType),
      map: readParamMap(world, holder, options.cardData),
    }));
    const { updateCardDataByKey, updatePrivateDataByKey } = body.cardUpdateOptions ?? {};
    if (everybody) putData(world, card, { map: everybody, byKey: updateCardDataByKey === true });
    for (const { person, map } of own) putData(world, card, { map, person, byKey: updatePrivateDataByKey === true });
  }

  function personOf(id: string, userIdType: 1 | 2): string {
    const person = [...world.people.keys()].find((known) => (userIdType === 2 ? unionId(known) : known) === id);
    if (person === undefined) throw new Refusal('param.userIdNotExist', `用户${id}不存在`);
    return person;
  }

  return new Hono()
    .post('/v1.0/card/instances/createAndDeliver', async (context) => {
      const body = await context.req.json<CardBody>();
      const spaces = readSpaces(body.openSpaceId);
      const card = create(body);
      // A card that was there already is not delivered again; its first outcome stands.
      const deliverResults = delivered.get(card) ?? deliver(world, card, spaces, body);
      delivered.set(card, deliverResults);
      return context.json({ success: true, result: { outTrackId: card.outTrackId, deliverResults } });
    })
    .post('/v1.0/card/instances/deliver', async (context) => {
      const body = await context.req.json<CardBody>();
      if (!body.outTrackId) throw new Refusal('param.outTrackIdEmpty', 'outTrackId为空');
      const card = world.cards.get(body.outTrackId);
      if (!card) throw new Refusal('param.cardNotExist', '卡片不存在');
      return context.json({ success: true, result: deliver(world, card, readSpaces(body.openSpaceId), body) });
    })
    .post('/v1.0/card/instances', async (context) => {
      const card = create(await context.req.json<CardBody>());
      return context.json({ success: true, result: card.outTrackId });
    })
    .put('/v1.0/card/instances', async (context) => {
      const body = await context.req.json<CardBody>();
      if (!body.outTrackId) throw new Refusal('param.outTrackIdEmpty', 'outTrackId为空');
      const card = world.cards.get(body.outTrackId);
      if (!card) throw new Refusal('param.cardNotExist', '卡片不存在');
      if (body.cardData === undefined && body.privateData === undefined)
        throw new Refusal('param.cardDataAndPrivateDataBothEmpty', 'cardData和privateData不能同时为空');
      // Forbidden before the callback is answered, but nothing refuses it (§3.4).
      if ((world.openCallbacks.get(card.outTrackId) ?? 0) > 0)
        note(world, card, 'updateInsideCallback', 'updated before the callback was answered');
      put(card, body);
      card.revision += 1;
      return context.json({ success: true, result: true });
    });
}
