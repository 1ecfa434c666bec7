/** What is said about messages that could not be processed. */
export const zhFault = {
  'parked.syntax': '内容不是约定的格式,读不出来',
  'parked.missing': '缺少 {field}',
  'parked.wrong_type': '{field} 的类型不对',
  'parked.unknown_value': '不认识 {field} 的值',
  'parked.out_of_range': '{field} 的值超出范围',
  'parked.unfit': '{field} 的值不对',
  'trouble.parked':
    '⚠️ {store} 有 1 条消息处理不了,已原样保留(编号 {event})。原因:{reason}。看内容:/异常 查看 {event};再试一次:/异常 重试 {event}',
  'error.unknown_fault': '没有编号为「{typed}」的异常消息。/异常 列表 可以看到全部',
  'say.no_faults': '没有处理不了的消息。',
  'say.faults_title': '异常消息 {count} 条,新的在前。看内容:/异常 查看 编号;再试一次:/异常 重试 编号(或 全部)',
  'say.fault_line': '{code} · {store} · {at} · {reason}',
  'say.fault': '{code} · {store} · {source} · {at}\n原因:{reason}\n{body}',
  'say.fault_retried': '重试 {count} 条:处理好 {done} 条,仍处理不了 {parked} 条{pending, plural, =0 {} other {,还在排队 # 条}}。',
  'help.fault_list': '看处理不了的消息',
  'help.fault_show': '看一条异常消息的原样内容',
  'help.fault_retry': '再处理一次异常消息',
} as const;
