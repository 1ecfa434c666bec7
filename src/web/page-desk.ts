import { html } from 'hono/html';
import { platformLabel } from '../../cards/ticket-card.ts';
import type { Html } from './html.ts';
import { renderAvatar } from './avatar.ts';
import { demoTeam } from '../sandbox/install-demo.ts';
import type { PageParts } from './page-shell.ts';

/** Left: who is speaking, the stores, and the clock that can be moved on. */
export function renderDesk({ texts, stores, zone, hasAdmin }: PageParts): Html {
  return html`<aside class="desk" id="desk" aria-label="${texts('page.title')}">
    <header class="brand">
      <img src="/sandbox/assets/lantern.svg" alt="" width="32" height="32" />
      <h1>${texts('page.product')}<small>${texts('page.place')}</small></h1>
    </header>
    <fieldset class="people-list">
      <legend>${texts('page.speak_as')}</legend>
      ${demoTeam.map(
        ({ id, name, role }, index) =>
          html`<label class="person">
            <input type="radio" name="person" value="${id}" ${index === 1 ? 'checked' : ''} />
            ${renderAvatar(id, name)}
            <span class="name">${name}</span>
            <span class="role">${texts(`role.${role}`)}</span>
          </label>`,
      )}
    </fieldset>
    ${hasAdmin ? '' : html`<p class="admin-hint">${texts('page.become_admin')}</p>`}
    <section class="store-list">
      <h2>${texts('page.stores')}</h2>
      <ul>
        ${stores.map(
          ({ name, platform, site }) =>
            html`<li>
              <span class="platform" data-platform="${platform}" aria-hidden="true">${platform.slice(0, 1).toUpperCase()}</span>
              <span class="name">${name}</span>
              <span class="site">${platformLabel(platform, texts)} ${site.toUpperCase()}</span>
            </li>`,
        )}
      </ul>
    </section>
    <section class="clock" aria-label="${texts('page.clock')}">
      <h2>${texts('page.clock')}</h2>
      <p class="time"><time class="now">--:--</time><span class="hours"></span></p>
      <p class="date"><span class="day"></span> <span class="zone">${zone}</span></p>
      <div class="moves" title="${texts('page.clock_about')}">
        <button type="button" class="chip" data-advance="600">${texts('page.plus_10_minutes')}</button>
        <button type="button" class="chip" data-advance="3600">${texts('page.plus_1_hour')}</button>
        <button type="button" class="chip" data-advance="28800">${texts('page.plus_8_hours')}</button>
        <button type="button" class="chip" data-advance="morning">${texts('page.to_morning')}</button>
      </div>
    </section>
  </aside>`;
}
