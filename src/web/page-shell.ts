import { html } from 'hono/html';
import type { Html } from './html.ts';
import { renderAvatar } from './avatar.ts';
import { demoTeam } from '../sandbox/install-demo.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Texts } from '../texts/texts.ts';
import { renderBuyerPanel } from './page-buyer.ts';
import { renderComposer } from './page-composer.ts';
import { renderDesk } from './page-desk.ts';
import { renderPreviewDialog } from './page-preview.ts';

export interface PageParts {
  texts: Texts;
  chat: { id: string; name: string };
  stores: readonly StoreRecord[];
  zone: string;
  /** Whether somebody is admin, or the page should say how to become that. */
  hasAdmin: boolean;
  messages: Html[];
  /** Where the stream goes on from. */
  seq: number;
  /** Whether older messages exist. */
  full: boolean;
}

/** The whole page. Script and style come from our own origin only, and words for the script ride in a meta element. */
export function renderPage(parts: PageParts): Html {
  const { texts, chat } = parts;
  return html`<!doctype html>
    <html lang="${texts.language === 'zh' ? 'zh-CN' : 'en'}" data-language="${texts.language}" data-zone="${parts.zone}">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="words" content="${JSON.stringify(scriptWords(texts))}" />
        <title>${texts('page.title')}</title>
        <link rel="icon" href="/sandbox/assets/lantern.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/sandbox/assets/base.css" />
        <link rel="stylesheet" href="/sandbox/assets/layout.css" />
        <link rel="stylesheet" href="/sandbox/assets/panels.css" />
        <link rel="stylesheet" href="/sandbox/assets/chat.css" />
        <link rel="stylesheet" href="/sandbox/assets/card.css" />
        <link rel="stylesheet" href="/sandbox/assets/preview.css" />
        <link rel="stylesheet" href="/sandbox/assets/picture-feishu.css" />
        <link rel="stylesheet" href="/sandbox/assets/picture-dingtalk.css" />
        <link rel="stylesheet" href="/sandbox/assets/picture-wecom.css" />
        <script type="module" src="/sandbox/assets/main.js"></script>
      </head>
      <body data-tab="chat">
        <a class="skip" href="#say">${texts('page.skip')}</a>
        <noscript>${texts('page.no_script')}</noscript>
        ${renderDesk(parts)} ${renderChat(parts)} ${renderBuyerPanel(parts)} ${renderTabs(texts)} ${renderPreviewDialog(texts)}
        <div class="toasts" role="status" aria-live="polite"></div>
        <template id="outbound-item">
          <li>
            <p class="by">
              <span class="name"></span> <button type="button" class="jump"></button> <span class="ref"></span> <time></time>
            </p>
            <p class="bubble" dir="auto"></p>
          </li>
        </template>
      </body>
    </html>`;

  function renderChat({ messages, seq, full }: PageParts): Html {
    return html`<main class="chat" id="chat" data-chat="${chat.id}" data-seq="${seq}">
      <header class="chat-head">
        <h2>${chat.name}</h2>
        <p class="people">
          <span class="faces">${demoTeam.map(({ id, name }) => renderAvatar(id, name))}</span>
          ${texts('page.people', { n: demoTeam.length })}
        </p>
        <p class="connection" data-words="${texts('page.on_watch')}" data-lost="${texts('page.reconnecting')}" role="status">
          ${texts('page.on_watch')}
        </p>
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label="${chat.name}">
        <button type="button" class="earlier" ${full ? '' : 'hidden'}>${texts('page.earlier')}</button>
        <div class="empty">
          <span class="avatar" data-of="bot" aria-hidden="true"></span>
          <h3>${texts('page.empty_title')}</h3>
          <p>${texts('page.empty_text')}</p>
        </div>
        <div class="messages" role="log">${messages}</div>
      </div>
      <button type="button" class="newer" hidden>${texts('page.newer')} ↓</button>
      ${renderComposer(texts)}
    </main>`;
  }
}

function renderTabs(texts: Texts): Html {
  const tabs = [
    ['chat', texts('page.chat')],
    ['buyer', texts('page.buyer')],
    ['desk', texts('page.stores')],
  ] as const;
  return html`<nav class="tabs" aria-label="${texts('page.place')}">
    ${tabs.map(
      ([tab, label]) =>
        html`<button type="button" data-tab="${tab}" aria-controls="${tab}" aria-pressed="${tab === 'chat' ? 'true' : 'false'}">
          <i class="icon icon-${tab}" aria-hidden="true"></i>${label}
        </button>`,
    )}
  </nav>`;
}

function scriptWords(texts: Texts): Record<string, string> {
  return {
    offline: texts('page.offline'),
    buyerDelivered: texts('page.buyer_delivered', { ticket: '{ticket}' }),
    buyerTaken: texts('page.buyer_taken'),
    clockMoved: texts('page.clock_moved', { time: '{time}' }),
    working: texts('page.clock_working'),
    resting: texts('page.clock_resting'),
    quoting: texts('page.quoting', { title: '{title}' }),
    close: texts('page.close'),
    removeFile: texts('page.remove_file', { name: '{name}' }),
    fileTooLarge: texts('page.file_too_large', { name: '{name}' }),
  };
}
