import { html } from 'hono/html';
import type { Html } from './html.ts';

/** @param person null = the bot */
export function renderAvatar(person: string | null, name: string): Html {
  return html`<span class="avatar" data-of="${person ?? 'bot'}" aria-hidden="true"
    >${person === null ? '' : name.slice(0, 1)}</span
  >`;
}
