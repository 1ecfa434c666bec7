/**
 * What whoever set the app up can do, by the platform's code or ours, for people who do not program; the names of buttons and
 * pages are those of the console. Source of the codes: facts/messengers §3.5, §3.6, §3.7, §5.1; those of permissions by reports.
 */
export const dingtalkAdvice: readonly { code: RegExp; zh: string; en: string }[] = [
  {
    code: /^(invalidClientIdOrSecret|authFailed|40089)$/,
    zh: '应用凭证不被接受。在开发者后台「凭证与基础信息」里重新复制 Client ID 和 Client Secret,注意不要多出空格',
    en: 'DingTalk does not know these credentials. Copy Client ID and Client Secret again from “Credentials & Basic Info” in the developer console, without blanks around them',
  },
  {
    code: /^notDelivered$/,
    zh: '卡片没有送到群里。确认机器人在这个群(群设置 › 机器人 › 添加机器人),设置了 DINGTALK_ROBOT_CODE 的话确认它没有写错',
    en: 'The card did not reach the group. See that the robot is in it (group settings › Robots › Add robot) and, where DINGTALK_ROBOT_CODE is set, that it is right',
  },
  {
    code: /template/i,
    zh: '卡片模板用不了。在卡片平台打开模板,确认已导入 ticket-card.json、已保存并发布、关联到这个应用;再核对 DINGTALK_CARD_TEMPLATE',
    en: 'The card template cannot be used. Open it in the card platform: ticket-card.json must be imported, saved, published and linked to this app; then compare DINGTALK_CARD_TEMPLATE',
  },
  {
    code: /ApiCountLimitForOrg$|^90020$/,
    zh: '本月的接口调用次数用完了。下月 1 日自动恢复,或在开发者后台「资源管理」里购买',
    en: 'The API calls of this month are used up. They start anew on the 1st, or more can be bought under “Resources” in the developer console',
  },
  {
    code: /^ipBanned$/,
    zh: '这台机器请求太多,被钉钉暂时拦下。等 5 分钟再试',
    en: 'DingTalk has blocked this machine for too many calls. Try again in 5 minutes',
  },
  {
    code: /QpsLimit|^(90018|90002)$/,
    zh: '钉钉说请求太频繁。等一分钟再试',
    en: 'DingTalk says there are too many calls. Try again in a minute',
  },
  {
    code: /PermissionDenied|NoPermission/i,
    zh: '应用缺少权限。按 setup.md 第 2 步在「权限管理」里开通,再发布一个版本',
    en: 'The app lacks a permission. Grant what step 2 of setup.md lists under “Permissions”, then publish a version',
  },
  {
    code: /^Forbidden/,
    zh: '钉钉拒绝了。确认应用已启用机器人、消息接收模式为 Stream、权限已开通,并已发布',
    en: 'DingTalk refused. See that the robot is enabled with Stream as its receive mode, the permissions are granted, and the app is published',
  },
  {
    code: /^no-tap$/,
    zh: '没有收到点击。如果有人点了:确认没有别的电脑在用同一个应用;卡片上没有按钮的话,先按 setup.md 第 3 步导入卡片模板',
    en: 'No tap arrived. If somebody did tap: see that no other machine uses the same app. A card without buttons needs the template of step 3 in setup.md',
  },
];
