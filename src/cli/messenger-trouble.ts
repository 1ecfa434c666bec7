import { z } from 'zod';
import type { Advise } from '../join-messengers.ts';
import { MessengerError } from '../ports/messenger.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';

/** Nobody tapped the test card in time, or the tap did not find the way. */
export class NoTap extends Error {}

/** What is wrong and what to do about it, in the operator's language; the platform's own code follows in brackets. */
export function messengerTrouble(error: unknown, advise: Advise): string {
  if (error instanceof NoTap) return advise('no-tap') ?? error.message;
  if (error instanceof z.ZodError) {
    return error.issues
      .map(({ path, message }) => advise(`setting.${path.join('.')}`) ?? `${path.join('.')}: ${message}`)
      .join('; ');
  }
  if (!(error instanceof MessengerError)) return reasonOf(error);
  const { fault, platformCode } = error;
  const known = platformCode === undefined ? null : advise(platformCode);
  if (known) return `${known} (${platformCode})`;
  switch (fault) {
    case 'unreachable':
    case 'elsewhere':
      return say(
        `连接不到平台。检查这台机器的网络、防火墙和平台地址 (${reasonOf(error)})`,
        `the platform cannot be reached. Check the network, the firewall and the platform's address (${reasonOf(error)})`,
      );
    case 'throttled':
      return say(
        `平台说请求太频繁。等一分钟再试 (${reasonOf(error)})`,
        `too many calls for the platform. Try again in a minute (${reasonOf(error)})`,
      );
    case 'spent':
    case 'gone':
    case 'content':
    case 'refused':
      return say(
        `平台拒绝了。照 setup.md 逐项核对权限和发布 (${reasonOf(error)})`,
        `the platform refused. Go through permissions and publishing in setup.md (${reasonOf(error)})`,
      );
  }
}
