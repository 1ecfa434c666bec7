/**
 * What whoever set the app up can do, by the platform's code or ours, for people who do not program; the names of buttons and
 * pages are those of the console. Source of the codes: facts/messengers §2.2.3, §2.3.7; 99991672 by reports.
 */
export const feishuAdvice: readonly { code: RegExp; zh: string; en: string }[] = [
  {
    code: /^setting\.appId$/,
    zh: 'FEISHU_APP_ID 不对:应是 cli_ 加 16 位数字或 a–f 的字母。在开发者后台「凭证与基础信息」里重新复制 App ID',
    en: 'FEISHU_APP_ID is not right: it is cli_ and 16 digits or letters a–f. Copy the App ID again from “Credentials & Basic Info” in the developer console',
  },
  {
    code: /^(10003|10014|514|403)$/,
    zh: '飞书不认这对凭证。在开发者后台「凭证与基础信息」里重新复制 App ID 和 App Secret,注意不要多出空格',
    en: 'Feishu does not know these credentials. Copy App ID and App Secret again from “Credentials & Basic Info” in the developer console, without blanks around them',
  },
  {
    code: /^(no-bot|230006)$/,
    zh: '应用还没有机器人。在「添加应用能力」里启用机器人,再到「版本管理与发布」创建并发布一个版本',
    en: 'The app has no bot yet. Enable Bot under “Add Features”, then create and publish a version under “Version Management & Release”',
  },
  {
    code: /^1000040350$/,
    zh: '这个应用的连接太多(最多 50 个)。看看是不是别的电脑也在用同一个应用,把它们停掉',
    en: 'The app has too many connections (50 at most). See whether other machines use the same app, and stop them',
  },
  {
    code: /^230002$/,
    zh: '机器人不在这个群里。打开群「设置 › 群机器人 › 添加机器人」,把它加进来',
    en: 'The bot is not in the group. Add it under the group’s Settings › Bots › Add Bot',
  },
  {
    code: /^(230027|99991672)$/,
    zh: '应用缺少权限。按 setup.md 第 2 步在「权限管理」里开通,再发布一个版本',
    en: 'The app lacks a permission. Grant what step 2 of setup.md lists under “Permissions & Scopes”, then publish a version',
  },
  {
    code: /^(230018|230035)$/,
    zh: '群的设置不让机器人发言。请群主在群设置里允许,或解除禁言',
    en: 'The settings of the group do not let the bot write. Ask the owner of the group to allow it',
  },
  { code: /^232009$/, zh: '这个群已经解散,请换一个群', en: 'This group was dissolved: use another' },
  {
    code: /^no-tap$/,
    zh: '没有收到点击。如果有人点了:到「事件与回调」的「回调配置」页签,订阅方式选长连接,添加 card.action.trigger,再发布一个版本;并确认没有别的电脑在用同一个应用',
    en: 'No tap arrived. If somebody did tap: on the Callback tab of “Events & Callbacks” choose the long connection, add card.action.trigger and publish a version; and see that no other machine uses the same app',
  },
];
