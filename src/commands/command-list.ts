import { alerts } from './alerts.ts';
import { bind } from './bind.ts';
import { claim } from './claim.ts';
import { close } from './close.ts';
import type { Command } from './command.ts';
import { cover } from './cover.ts';
import { digestAll, digestNext } from './digest.ts';
import { escalation } from './escalation.ts';
import { falseAlarm } from './false-alarm.ts';
import { faultList } from './fault-list.ts';
import { faultRetry } from './fault-retry.ts';
import { faultShow } from './fault-show.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { hold } from './hold.ts';
import { hours } from './hours.ts';
import { lang } from './lang.ts';
import { list } from './list.ts';
import { mail } from './mail.ts';
import { merge } from './merge.ts';
import { metricsCommand } from './metrics.ts';
import { mine } from './mine.ts';
import { noise } from './noise.ts';
import { note } from './note.ts';
import { phone } from './phone.ts';
import { reopen } from './reopen.ts';
import { retention } from './retention.ts';
import { reply } from './reply.ts';
import { role } from './role.ts';
import { roster } from './roster.ts';
import { rosterAdd } from './roster-add.ts';
import { rosterOff } from './roster-off.ts';
import { rosterRotate } from './roster-rotate.ts';
import { route } from './route.ts';
import { routeAdd } from './route-add.ts';
import { routeOff } from './route-off.ts';
import { ruleAdd } from './rule-add.ts';
import { ruleCompare } from './rule-compare.ts';
import { ruleList } from './rule-list.ts';
import { ruleOff } from './rule-off.ts';
import { ruleOn } from './rule-on.ts';
import { rulePreview } from './rule-preview.ts';
import { ruleAdopt, ruleDrop, ruleLater, ruleNever } from './rule-proposals.ts';
import { ruleReplay } from './rule-replay.ts';
import { ruleReplayStop } from './rule-replay-stop.ts';
import { ruleShadow } from './rule-shadow.ts';
import { ruleTry } from './rule-try.ts';
import { ruleUndo } from './rule-undo.ts';
import { show } from './show.ts';
import { silence } from './silence.ts';
import { silenceList } from './silence-list.ts';
import { silenceOff } from './silence-off.ts';
import { sla } from './sla.ts';
import { snooze } from './snooze.ts';
import { status } from './status.ts';
import { stock } from './stock.ts';
import { storeAdd } from './store-add.ts';
import { storeAuthorise } from './store-authorise.ts';
import { storeConnect } from './store-connect.ts';
import { storeList } from './store-list.ts';
import { storePoll } from './store-poll.ts';
import { storeSilence } from './store-silence.ts';
import { storeSync } from './store-sync.ts';
import { swap } from './swap.ts';
import { swapNo } from './swap-no.ts';
import { swapOk } from './swap-ok.ts';
import { testAlertCommand } from './test-alert.ts';
import { transfer } from './transfer.ts';
import { translate } from './translate.ts';
import { unclaim } from './unclaim.ts';
import { why } from './why.ts';

/** Every command, in the order /help shows them. */
export const commands = [
  help,
  list,
  mine,
  digestNext,
  digestAll,
  show,
  claim,
  unclaim,
  transfer,
  reply,
  translate,
  note,
  snooze,
  close,
  falseAlarm,
  reopen,
  merge,
  ruleAdd,
  ruleList,
  ruleReplay,
  ruleReplayStop,
  ruleOff,
  ruleOn,
  rulePreview,
  ruleUndo,
  ruleTry,
  ruleCompare,
  ruleShadow,
  ruleAdopt,
  ruleDrop,
  ruleLater,
  ruleNever,
  why,
  history,
  silence,
  silenceList,
  silenceOff,
  noise,
  storeList,
  storeAdd,
  storeConnect,
  storeAuthorise,
  storeSync,
  storePoll,
  storeSilence,
  roster,
  rosterAdd,
  rosterRotate,
  rosterOff,
  route,
  routeAdd,
  routeOff,
  cover,
  swap,
  swapOk,
  swapNo,
  escalation,
  hold,
  testAlertCommand,
  phone,
  mail,
  hours,
  sla,
  role,
  bind,
  alerts,
  status,
  metricsCommand,
  stock,
  faultList,
  faultShow,
  faultRetry,
  retention,
  lang,
] as unknown as readonly Command[];
