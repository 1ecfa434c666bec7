-- CreateTable
CREATE TABLE "Store" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "platform" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "site" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "settingsSealed" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "disabledAt" DATETIME
);

-- CreateTable
CREATE TABLE "InboxEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "receivedAt" DATETIME NOT NULL,
    "bodySealed" BLOB NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "error" TEXT,
    "processedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Buyer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "externalIndex" TEXT NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "language" TEXT,
    "firstSeenAt" DATETIME NOT NULL,
    "lastSeenAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Conversation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "buyerId" TEXT NOT NULL,
    "threadIndex" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "orderId" TEXT,
    "language" TEXT,
    "replySealed" TEXT NOT NULL,
    "lastBuyerAt" DATETIME,
    "lastSellerAt" DATETIME
);

-- CreateTable
CREATE TABLE "Message" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "conversationId" TEXT NOT NULL,
    "ticketId" TEXT,
    "storeId" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "source" TEXT,
    "sentAt" DATETIME NOT NULL,
    "receivedAt" DATETIME NOT NULL,
    "subjectSealed" TEXT,
    "textSealed" TEXT NOT NULL,
    "language" TEXT,
    "dissatisfaction" REAL,
    "dissatisfied" BOOLEAN,
    "topic" TEXT,
    "entities" TEXT,
    "flags" TEXT,
    "translationSealed" TEXT,
    "translationState" TEXT,
    "translator" TEXT
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "storeId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "buyerId" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "ownerId" TEXT,
    "claimedAt" DATETIME,
    "openedAt" DATETIME NOT NULL,
    "unansweredSince" DATETIME,
    "lastBuyerAt" DATETIME NOT NULL,
    "firstRepliedAt" DATETIME,
    "lastRepliedAt" DATETIME,
    "policyDueAt" DATETIME,
    "teamDueAt" DATETIME,
    "snoozedUntil" DATETIME,
    "closedAt" DATETIME,
    "resolution" TEXT,
    "topic" TEXT,
    "language" TEXT,
    "reasons" TEXT NOT NULL DEFAULT '[]',
    "mergedIntoId" TEXT,
    "ringingSince" DATETIME,
    "ringingLevel" TEXT,
    "heldUntil" DATETIME,
    "heldFor" TEXT
);

-- CreateTable
CREATE TABLE "TicketEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ticketId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "version" INTEGER NOT NULL,
    "personId" TEXT,
    "kind" TEXT NOT NULL,
    "data" TEXT NOT NULL DEFAULT '{}',
    "onceKey" TEXT
);

-- CreateTable
CREATE TABLE "Reply" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ticketId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "requestKey" TEXT NOT NULL,
    "textSealed" TEXT NOT NULL,
    "sentTextSealed" TEXT,
    "sendingSince" DATETIME,
    "asIs" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "externalId" TEXT,
    "error" TEXT,
    "createdAt" DATETIME NOT NULL,
    "acceptedAt" DATETIME,
    "settledAt" DATETIME
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "orderId" TEXT,
    "messageId" TEXT,
    "replyId" TEXT,
    "position" INTEGER NOT NULL,
    "nameSealed" TEXT NOT NULL,
    "sourceSealed" TEXT,
    "declaredType" TEXT,
    "declaredSize" INTEGER,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "type" TEXT,
    "size" INTEGER,
    "width" INTEGER,
    "height" INTEGER,
    "contentKey" TEXT,
    "thumbnailKey" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ShownPicture" (
    "messenger" TEXT NOT NULL,
    "thumbnailKey" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("messenger", "thumbnailKey", "chatId")
);

-- CreateTable
CREATE TABLE "Translation" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "textSealed" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "GlossaryEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT,
    "source" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "language" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Rule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "definition" TEXT NOT NULL,
    "shadow" BOOLEAN NOT NULL DEFAULT false,
    "trial" TEXT,
    "trialSince" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "createdBy" TEXT
);

-- CreateTable
CREATE TABLE "Proposal" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "ruleId" TEXT,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "pastSealed" TEXT,
    "createdAt" DATETIME NOT NULL,
    "settledAt" DATETIME
);

-- CreateTable
CREATE TABLE "Alert" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "ruleId" TEXT NOT NULL,
    "ruleName" TEXT NOT NULL,
    "ruleVersion" INTEGER NOT NULL,
    "variant" TEXT,
    "storeId" TEXT NOT NULL,
    "ticketId" TEXT NOT NULL,
    "messageId" TEXT,
    "level" TEXT NOT NULL,
    "whySealed" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "muting" TEXT,
    "groupKey" TEXT,
    "toldAt" DATETIME
);

-- CreateTable
CREATE TABLE "Silence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "scope" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "from" DATETIME NOT NULL,
    "until" DATETIME NOT NULL,
    "reason" TEXT,
    "createdBy" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "endedBy" TEXT,
    "toldAt" DATETIME
);

-- CreateTable
CREATE TABLE "Chat" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "messenger" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "alerts" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Route" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "definition" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Card" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ticketId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "messageId" TEXT,
    "renderedVersion" INTEGER NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "postedAt" DATETIME,
    "digestId" TEXT,
    "route" INTEGER
);

-- CreateTable
CREATE TABLE "Digest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "chatId" TEXT NOT NULL,
    "messageId" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "postedAt" DATETIME NOT NULL,
    "shown" TEXT NOT NULL,
    "takenById" TEXT,
    "takenAt" DATETIME
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "phoneSealed" TEXT,
    "mailSealed" TEXT
);

-- CreateTable
CREATE TABLE "Account" (
    "messenger" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("messenger", "externalId")
);

-- CreateTable
CREATE TABLE "MessengerEvent" (
    "messenger" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "answer" TEXT,

    PRIMARY KEY ("messenger", "eventId")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "key" TEXT,
    "payload" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "deadAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "heldBy" TEXT,
    "heldUntil" DATETIME
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "personId" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "OneTimeCode" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "codeSealed" TEXT NOT NULL,
    "personId" TEXT,
    "until" DATETIME
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Authorisation" (
    "storeId" TEXT NOT NULL PRIMARY KEY,
    "tokensSealed" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "refreshUntil" DATETIME,
    "refreshingSince" DATETIME,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PollState" (
    "storeId" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "cursor" TEXT,
    "polledAt" DATETIME,
    "failingSince" DATETIME,
    "problem" TEXT,

    PRIMARY KEY ("storeId", "stream")
);

-- CreateTable
CREATE TABLE "SyncRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "personId" TEXT,
    "from" DATETIME NOT NULL,
    "until" DATETIME NOT NULL,
    "left" TEXT NOT NULL,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "events" INTEGER NOT NULL DEFAULT 0,
    "startedAt" DATETIME NOT NULL,
    "finishedAt" DATETIME,
    "problem" TEXT
);

-- CreateTable
CREATE TABLE "Order" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "buyerIndex" TEXT,
    "addressIndex" TEXT,
    "status" TEXT NOT NULL,
    "platformStatus" TEXT NOT NULL,
    "country" TEXT,
    "total" TEXT,
    "currency" TEXT,
    "items" TEXT NOT NULL,
    "shipments" TEXT,
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "placedAt" DATETIME,
    "shipBy" DATETIME,
    "deliverBy" DATETIME,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AfterSale" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "orderId" TEXT,
    "open" BOOLEAN NOT NULL,
    "platformStatus" TEXT NOT NULL,
    "reason" TEXT,
    "textSealed" TEXT,
    "amount" TEXT,
    "currency" TEXT,
    "buyerIndex" TEXT,
    "openedAt" DATETIME,
    "dueAt" DATETIME,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Review" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "rating" REAL,
    "textSealed" TEXT,
    "orderId" TEXT,
    "productId" TEXT,
    "buyerIndex" TEXT,
    "answerSealed" TEXT,
    "writtenAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Performance" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "marketplace" TEXT NOT NULL DEFAULT '',
    "metric" TEXT NOT NULL,
    "platformName" TEXT NOT NULL,
    "value" REAL,
    "unit" TEXT NOT NULL,
    "target" REAL,
    "comparator" TEXT,
    "status" TEXT,
    "platformStatus" TEXT,
    "periodFrom" DATETIME,
    "periodUntil" DATETIME,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Stock" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "productId" TEXT,
    "title" TEXT,
    "available" INTEGER NOT NULL,
    "safetyLine" INTEGER,
    "soldPerDay" REAL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Matter" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "since" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "TrafficHour" (
    "storeId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hour" DATETIME NOT NULL,
    "count" INTEGER NOT NULL,
    "last" DATETIME NOT NULL,

    PRIMARY KEY ("storeId", "kind", "hour")
);

-- CreateTable
CREATE TABLE "SilentStore" (
    "storeId" TEXT NOT NULL PRIMARY KEY,
    "since" DATETIME NOT NULL,
    "toldAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "MailCursor" (
    "mailbox" TEXT NOT NULL PRIMARY KEY,
    "uidValidity" TEXT NOT NULL,
    "lastUid" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "SandboxMessage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "seq" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "chat" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person" TEXT,
    "textSealed" TEXT NOT NULL,
    "cardSealed" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "ticket" INTEGER,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "SandboxOutbound" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "storeId" TEXT NOT NULL,
    "buyer" TEXT NOT NULL,
    "order" TEXT,
    "ticket" INTEGER NOT NULL,
    "textSealed" TEXT NOT NULL,
    "filesSealed" TEXT,
    "sentAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "RosterEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "line" TEXT NOT NULL,
    "pendingFor" TEXT,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Call" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "ticketId" TEXT,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "route" INTEGER,
    "load" INTEGER,
    "wanted" TEXT NOT NULL,
    "means" TEXT,
    "tried" TEXT NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL,
    "askedAt" DATETIME NOT NULL,
    "settledAt" DATETIME
);

-- CreateIndex
CREATE INDEX "InboxEvent_pending" ON "InboxEvent"("id") WHERE status = 'pending';

-- CreateIndex
CREATE INDEX "InboxEvent_parked" ON "InboxEvent"("id") WHERE status = 'parked';

-- CreateIndex
CREATE UNIQUE INDEX "InboxEvent_storeId_source_externalId_key" ON "InboxEvent"("storeId", "source", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "Buyer_externalIndex_storeId_key" ON "Buyer"("externalIndex", "storeId");

-- CreateIndex
CREATE INDEX "Conversation_buyerId_idx" ON "Conversation"("buyerId");

-- CreateIndex
CREATE UNIQUE INDEX "Conversation_threadIndex_storeId_key" ON "Conversation"("threadIndex", "storeId");

-- CreateIndex
CREATE INDEX "Message_conversationId_sentAt_idx" ON "Message"("conversationId", "sentAt");

-- CreateIndex
CREATE INDEX "Message_ticketId_idx" ON "Message"("ticketId");

-- CreateIndex
CREATE INDEX "Message_sentAt_idx" ON "Message"("sentAt");

-- CreateIndex
CREATE UNIQUE INDEX "Message_externalId_storeId_key" ON "Message"("externalId", "storeId");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_number_key" ON "Ticket"("number");

-- CreateIndex
CREATE INDEX "Ticket_conversationId_state_idx" ON "Ticket"("conversationId", "state");

-- CreateIndex
CREATE INDEX "Ticket_held" ON "Ticket"("heldFor") WHERE "heldUntil" IS NOT NULL;

-- CreateIndex
CREATE INDEX "Ticket_ownerId_state_idx" ON "Ticket"("ownerId", "state");

-- CreateIndex
CREATE INDEX "Ticket_open" ON "Ticket"("state") WHERE state <> 'closed';

-- CreateIndex
CREATE UNIQUE INDEX "TicketEvent_ticketId_onceKey_key" ON "TicketEvent"("ticketId", "onceKey");

-- CreateIndex
CREATE UNIQUE INDEX "Reply_requestKey_key" ON "Reply"("requestKey");

-- CreateIndex
CREATE INDEX "Reply_ticketId_idx" ON "Reply"("ticketId");

-- CreateIndex
CREATE INDEX "Reply_externalId_idx" ON "Reply"("externalId");

-- CreateIndex
CREATE INDEX "Reply_acceptedAt_idx" ON "Reply"("acceptedAt");

-- CreateIndex
CREATE INDEX "Attachment_messageId_idx" ON "Attachment"("messageId");

-- CreateIndex
CREATE INDEX "Attachment_replyId_idx" ON "Attachment"("replyId");

-- CreateIndex
CREATE INDEX "Attachment_conversationId_idx" ON "Attachment"("conversationId");

-- CreateIndex
CREATE INDEX "Attachment_orderId_idx" ON "Attachment"("orderId");

-- CreateIndex
CREATE INDEX "Attachment_contentKey_idx" ON "Attachment"("contentKey");

-- CreateIndex
CREATE INDEX "Attachment_thumbnailKey_idx" ON "Attachment"("thumbnailKey");

-- CreateIndex
CREATE INDEX "Attachment_state_idx" ON "Attachment"("state");

-- CreateIndex
CREATE UNIQUE INDEX "GlossaryEntry_storeId_source_language_key" ON "GlossaryEntry"("storeId", "source", "language");

-- CreateIndex
CREATE UNIQUE INDEX "Rule_name_key" ON "Rule"("name");

-- CreateIndex
CREATE INDEX "Proposal_ruleId_idx" ON "Proposal"("ruleId");

-- CreateIndex
CREATE INDEX "Alert_ticketId_idx" ON "Alert"("ticketId");

-- CreateIndex
CREATE INDEX "Alert_ruleId_at_idx" ON "Alert"("ruleId", "at");

-- CreateIndex
CREATE INDEX "Alert_groupKey_toldAt_idx" ON "Alert"("groupKey", "toldAt");

-- CreateIndex
CREATE INDEX "Alert_waiting" ON "Alert"("groupKey") WHERE "state" = 'waiting';

-- CreateIndex
CREATE INDEX "Alert_storeId_at_idx" ON "Alert"("storeId", "at");

-- CreateIndex
CREATE INDEX "Alert_state_at_idx" ON "Alert"("state", "at");

-- CreateIndex
CREATE INDEX "Alert_level_at_idx" ON "Alert"("level", "at");

-- CreateIndex
CREATE INDEX "Alert_at_idx" ON "Alert"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Alert_ruleId_messageId_key" ON "Alert"("ruleId", "messageId");

-- CreateIndex
CREATE UNIQUE INDEX "Silence_number_key" ON "Silence"("number");

-- CreateIndex
CREATE INDEX "Silence_until_idx" ON "Silence"("until");

-- CreateIndex
CREATE UNIQUE INDEX "Chat_messenger_externalId_key" ON "Chat"("messenger", "externalId");

-- CreateIndex
CREATE INDEX "Card_messageId_idx" ON "Card"("messageId");

-- CreateIndex
CREATE INDEX "Card_digestId_idx" ON "Card"("digestId");

-- CreateIndex
CREATE UNIQUE INDEX "Card_ticketId_chatId_key" ON "Card"("ticketId", "chatId");

-- CreateIndex
CREATE INDEX "Digest_chatId_postedAt_idx" ON "Digest"("chatId", "postedAt");

-- CreateIndex
CREATE INDEX "Digest_messageId_idx" ON "Digest"("messageId");

-- CreateIndex
CREATE INDEX "Account_personId_idx" ON "Account"("personId");

-- CreateIndex
CREATE INDEX "MessengerEvent_at_idx" ON "MessengerEvent"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");

-- CreateIndex
CREATE INDEX "Job_kind_deadAt_dueAt_idx" ON "Job"("kind", "deadAt", "dueAt");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "SyncRun_storeId_startedAt_idx" ON "SyncRun"("storeId", "startedAt");

-- CreateIndex
CREATE INDEX "Order_buyerIndex_idx" ON "Order"("buyerIndex");

-- CreateIndex
CREATE INDEX "Order_addressIndex_idx" ON "Order"("addressIndex");

-- CreateIndex
CREATE INDEX "Order_updatedAt_idx" ON "Order"("updatedAt");

-- CreateIndex
CREATE INDEX "Order_storeId_placedAt_idx" ON "Order"("storeId", "placedAt");

-- CreateIndex
CREATE INDEX "Order_status_updatedAt_idx" ON "Order"("status", "updatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Order_externalId_storeId_key" ON "Order"("externalId", "storeId");

-- CreateIndex
CREATE INDEX "AfterSale_orderId_idx" ON "AfterSale"("orderId");

-- CreateIndex
CREATE INDEX "AfterSale_dueAt_idx" ON "AfterSale"("dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "AfterSale_externalId_storeId_key" ON "AfterSale"("externalId", "storeId");

-- CreateIndex
CREATE INDEX "Review_writtenAt_idx" ON "Review"("writtenAt");

-- CreateIndex
CREATE UNIQUE INDEX "Review_externalId_storeId_key" ON "Review"("externalId", "storeId");

-- CreateIndex
CREATE UNIQUE INDEX "Performance_storeId_metric_marketplace_at_key" ON "Performance"("storeId", "metric", "marketplace", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Stock_storeId_sku_key" ON "Stock"("storeId", "sku");

-- CreateIndex
CREATE UNIQUE INDEX "Matter_storeId_subject_ruleId_key" ON "Matter"("storeId", "subject", "ruleId");

-- CreateIndex
CREATE INDEX "TrafficHour_hour_idx" ON "TrafficHour"("hour");

-- CreateIndex
CREATE UNIQUE INDEX "SandboxMessage_seq_key" ON "SandboxMessage"("seq");

-- CreateIndex
CREATE INDEX "SandboxMessage_chat_seq_idx" ON "SandboxMessage"("chat", "seq");

-- CreateIndex
CREATE INDEX "SandboxOutbound_storeId_sentAt_idx" ON "SandboxOutbound"("storeId", "sentAt");

-- CreateIndex
CREATE UNIQUE INDEX "RosterEntry_number_key" ON "RosterEntry"("number");

-- CreateIndex
CREATE UNIQUE INDEX "Call_key_key" ON "Call"("key");

-- CreateIndex
CREATE INDEX "Call_ticketId_idx" ON "Call"("ticketId");

-- CreateIndex
CREATE INDEX "Call_personId_askedAt_idx" ON "Call"("personId", "askedAt");

-- CreateIndex
CREATE INDEX "Call_askedAt_idx" ON "Call"("askedAt");
