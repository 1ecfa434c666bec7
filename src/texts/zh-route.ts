/** Who hears of which tickets. */
export const zhRoute = {
  'route.none':
    '没有路由:卡片发到每个开着提醒的群,先叫值班表上的第一个人。\n加一条:/路由 新建 当 语言是 德语 且 级别是 紧急 则 本群 @陈晨',
  'route.order': '从上往下看,第一条符合的算数:',
  'route.line': '{number} · {when} → {to}',
  'route.everything': '全部',
  'route.here': '本群',
  'route.group_in': '{messenger}群',
  'route.least_busy': '值班里最闲的人',
  'route.least_busy_of': '{people} 中最闲的',
  'route.targets': '本群、最闲、@名字',
  'route.added': '已加路由 {route}\n新的单按它走,已经发出的卡片留在原处',
  'route.no_roster': '还没有值班表:人要排了班才会先被叫到。/值班 添加 @陈晨 周一至周五 9:00-18:00',
  'route.removed': '路由 {number} 已删除',
  'error.unknown_route': '没有编号 {number} 的路由。/路由 看全部',
  'why.route_chats': '卡片发到 {chats}:路由 {route}',
  'why.route': '{number}({when})',
  'why.route_gone': '{number}(已删除)',
  'why.by_route': '{person} 按路由 {route},当时手上 {load} 张',
  'help.route': '哪些单发到哪个群、先叫谁',
  'help.route_add': '按店铺、平台、国家、语言、主题、级别,定发到哪个群、先叫谁;「最闲」是值班里手上单最少的人',
  'help.route_off': '删除一条路由',
} as const;
