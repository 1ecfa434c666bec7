import { say } from './say.ts';

/** Why a mail server would not have us, and what to do about it. */
export function mailTrouble(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  const words = message.split('\n')[0]!.slice(0, 200);
  if (/auth|login|credential|password|535/i.test(`${code} ${message}`)) {
    return say(
      `登录被拒:${words}。检查用户名和密码;很多邮箱要用「授权码」`,
      `login refused: ${words}. Check user and password; many providers want an app password`,
    );
  }
  return say(`连不上:${words}。检查主机、端口和 imaps/smtps`, `cannot be reached: ${words}. Check host, port and imaps/smtps`);
}
