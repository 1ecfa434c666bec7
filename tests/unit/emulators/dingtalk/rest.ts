import type { DingtalkEmulator } from '../../../emulators/dingtalk.ts';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** Plain calls of the API with a token that was fetched once. */
export async function createRest(emulator: DingtalkEmulator) {
  const token = async (): Promise<string> => {
    const answer = await call('POST', '/v1.0/oauth2/accessToken', {
      appKey: emulator.clientId,
      appSecret: emulator.clientSecret,
    });
    return String(answer.body.accessToken);
  };
  let accessToken = '';

  async function call(method: string, path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${emulator.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-acs-dingtalk-access-token': accessToken },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  accessToken = await token();
  return {
    accessToken,
    post: (path: string, body: unknown) => call('POST', path, body),
    put: (path: string, body: unknown) => call('PUT', path, body),
  };
}

/** A body of createAndDeliver into a group. */
export function cardInto(
  emulator: DingtalkEmulator,
  chat: string,
  change: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    cardTemplateId: 'ticket.schema',
    outTrackId: 'tkt-1042-1',
    callbackType: 'STREAM',
    cardData: { cardParamMap: { title: '#1042', body: 'Wo ist mein Paket?' } },
    openSpaceId: `dtv1.card//IM_GROUP.${chat}`,
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: { robotCode: emulator.robotCode },
    ...change,
  };
}
