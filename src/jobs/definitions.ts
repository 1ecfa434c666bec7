import { silenceOver } from '../alerts/end-silence.ts';
import { outageOver } from '../alerts/outage-over.ts';
import { settleFlapping } from '../alerts/settle-flapping.ts';
import { tellGroup } from '../alerts/tell-group.ts';
import { fetchAttachments } from '../attachments/fetch-attachments.ts';
import { forgetFiles } from '../attachments/forget-files.ts';
import { showPictures } from '../attachments/show-pictures.ts';
import { makeBackup } from '../backups/backup-job.ts';
import { recomputeDeadlines } from '../clocks/recompute-deadlines.ts';
import type { Desk } from '../desk.ts';
import { redrawDigests } from '../digests/redraw-digests.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { JobDefinition } from './job.ts';
import { refreshCountdowns } from '../notify/refresh-countdowns.ts';
import { watchMatters } from '../matters/watch-matters.ts';
import { postCards } from '../notify/post-cards.ts';
import { saySomething } from '../notify/say.ts';
import { reportTrouble } from '../notify/trouble.ts';
import { pollStream } from '../polling/poll-stream.ts';
import { readResource } from '../polling/read-resource.ts';
import { syncStore } from '../polling/sync-store.ts';
import { eraseBuyerJob } from '../privacy/erase-buyer.ts';
import { purgeOldJob } from '../privacy/purge-job.ts';
import { reportMissed } from '../history/report-missed.ts';
import { adviseRules } from '../rules/advise-job.ts';
import { replayRules } from '../rules/replay-job.ts';
import { showProposal } from '../rules/show-proposal.ts';
import { sendReply } from '../replies/send-reply.ts';
import { mindAuthorisation } from '../stores/mind-authorisation.ts';
import { makeCall } from '../escalation/make-call.ts';
import { testAlert } from '../escalation/test-alert.ts';
import { replanTimersJob } from '../tickets/replan-timers.ts';
import { fireTimers } from '../tickets/fire-timers.ts';
import { watchSeries } from '../traffic/watch-series.ts';
import { watchSilence } from '../traffic/watch-silence.ts';
import { translateMessages } from '../translation/request-translations.ts';

/** Everything that is done as a job. */
export const jobDefinitions = (desk: Desk, inbox: Inbox): JobDefinition[] =>
  [
    postCards(desk),
    redrawDigests(desk),
    fireTimers(desk),
    makeCall(desk),
    testAlert(desk),
    silenceOver(desk),
    tellGroup(desk),
    settleFlapping(desk),
    outageOver(desk),
    translateMessages(desk),
    sendReply(desk),
    fetchAttachments(desk),
    showPictures(desk),
    forgetFiles(desk),
    saySomething(desk),
    reportTrouble(desk),
    recomputeDeadlines(desk),
    replanTimersJob(desk),
    watchMatters(desk),
    refreshCountdowns(desk),
    watchSilence(desk),
    watchSeries(desk),
    pollStream(desk, inbox),
    readResource(desk, inbox),
    syncStore(desk, inbox),
    mindAuthorisation(desk),
    eraseBuyerJob(desk),
    purgeOldJob(desk),
    replayRules(desk),
    showProposal(desk),
    adviseRules(desk),
    reportMissed(desk),
    makeBackup(desk),
  ] as JobDefinition[];
