import { MessengerError } from '../../../src/ports/messenger.ts';
import type { FeishuApi } from './api.ts';

/** `grant_status` of a scope that the tenant has granted (application/v6/scopes by reports; not in our facts). */
const granted = 1;

/** What the product does, and the scopes that allow it: any one of them is enough. Names as in facts/messengers §2.2.1. */
const needs = [
  { zh: '发送卡片', en: 'sending cards', scopes: ['im:message:send_as_bot', 'im:message'] },
  {
    zh: '听到群里 @ 它的话',
    en: 'hearing what mentions it in groups',
    scopes: ['im:message.group_at_msg:readonly', 'im:message.group_at_msg', 'im:message.group_msg', 'im:message'],
  },
  { zh: '听到私聊', en: 'hearing private chats', scopes: ['im:message.p2p_msg:readonly', 'im:message.p2p_msg', 'im:message'] },
  { zh: '应用内加急', en: 'urgent messages', scopes: ['im:message.urgent'] },
  { zh: '图片和文件', en: 'pictures and files', scopes: ['im:resource', 'im:message'] },
] as const;

/**
 * What the tenant has not granted, a sentence for whoever administrates it. Only a remark: one scope may cover another that
 * is not known here, and whether an app may ask is UNCONFIRMED. The test card is the proof.
 * @returns null where nothing is missing @throws MessengerError when the platform cannot be reached
 */
export async function remarkOnScopes(api: FeishuApi, language: 'zh' | 'en'): Promise<string | null> {
  try {
    const answer = await api.call((client) => client.application.v6.scope.list());
    const has = new Set((answer?.scopes ?? []).flatMap((scope) => (scope.grant_status === granted ? [scope.scope_name] : [])));
    const missing = needs.filter(({ scopes }) => !scopes.some((scope) => has.has(scope)));
    if (missing.length === 0) return null;
    const list = missing.map((need) => `${need[language]} (${need.scopes[0]})`).join(language === 'zh' ? '、' : ', ');
    return language === 'zh'
      ? `没有看到这些权限:${list}。在「权限管理」里开通,再发布一个版本`
      : `these permissions are not to be seen: ${list}. Grant them under “Permissions & Scopes”, then publish a version`;
  } catch (error) {
    if (!(error instanceof MessengerError) || error.fault === 'unreachable') throw error;
    return language === 'zh'
      ? '权限要发一张试卡才知道:停下服务,运行 doctor feishu --tap'
      : 'whether the permissions are granted shows with a test card: stop the service and run doctor feishu --tap';
  }
}
