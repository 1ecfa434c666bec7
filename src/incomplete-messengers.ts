import { GengfuError } from './errors.ts';
import { messengerLabel } from './notify/messenger-label.ts';
import type { Texts } from './texts/texts.ts';
import type { MessengerEnvironment } from './messenger-settings.ts';

/** A messenger that somebody meant to connect: some of its settings are there, others are not. Names only, never values. */
export interface IncompleteMessenger {
  messenger: 'feishu' | 'dingtalk' | 'wecom';
  missing: string[];
  given: string[];
}

type Name = keyof MessengerEnvironment;

/** What belongs together, by what is set now. */
function sets(settings: MessengerEnvironment): { messenger: IncompleteMessenger['messenger']; needs: Name[]; hints: Name[] }[] {
  const socket: Name[] = ['WECOM_BOT_ID', 'WECOM_BOT_SECRET'];
  const callback: Name[] = ['WECOM_TOKEN', 'WECOM_AES_KEY'];
  const overHttp = settings.WECOM_MODE === 'http';
  return [
    {
      messenger: 'feishu',
      needs: ['FEISHU_APP_ID', 'FEISHU_APP_SECRET'],
      hints: ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'],
    },
    { messenger: 'dingtalk', needs: ['DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET'], hints: ['DINGTALK_CARD_TEMPLATE'] },
    { messenger: 'wecom', needs: overHttp ? callback : socket, hints: overHttp ? socket : callback },
    { messenger: 'wecom', needs: ['WECOM_CORP_ID', 'WECOM_CORP_SECRET'], hints: [] },
  ];
}

/** Messengers that would silently stay away. Nothing set at all is no messenger, and none is missed. */
export function incompleteMessengers(settings: MessengerEnvironment): IncompleteMessenger[] {
  const found = sets(settings).flatMap(({ messenger, needs, hints }) => {
    const given = [...needs, ...hints].filter((name) => settings[name] !== undefined);
    const missing: string[] = needs.filter((name) => settings[name] === undefined);
    return given.length > 0 && missing.length > 0 ? [{ messenger, missing, given }] : [];
  });
  // Anybody could post events to an address that checks nothing.
  if (
    settings.FEISHU_MODE === 'http' &&
    settings.FEISHU_APP_ID &&
    !settings.FEISHU_ENCRYPT_KEY &&
    !settings.FEISHU_VERIFICATION_TOKEN
  )
    found.push({ messenger: 'feishu', missing: ['FEISHU_ENCRYPT_KEY'], given: ['FEISHU_MODE'] });
  return found;
}

/** A forgotten secret must not open the sandbox, which asks nobody to log in. @throws GengfuError setting_missing */
export function refuseIncomplete([first]: readonly IncompleteMessenger[], texts: Texts): void {
  if (!first) return;
  const { missing, given, messenger } = first;
  throw new GengfuError('setting_missing', {
    missing: missing.join(' '),
    given: given.join(' '),
    messenger: messengerLabel(messenger, texts),
  });
}
