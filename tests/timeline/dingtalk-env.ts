import type { DingtalkEmulator } from '../emulators/dingtalk.ts';

/** Settings with which the service takes the emulator for DingTalk. */
export const dingtalkEnv = ({ clientId, clientSecret, url }: DingtalkEmulator): Record<string, string> => ({
  DINGTALK_CLIENT_ID: clientId,
  DINGTALK_CLIENT_SECRET: clientSecret,
  DINGTALK_API_URL: url,
  DINGTALK_OAPI_URL: url,
});
