import { html } from 'hono/html';
import type { Html } from './html.ts';
import { commands } from '../commands/command-list.ts';
import type { CommandSpec } from '../commands/grammar/command-spec.ts';
import { demoTeam } from '../sandbox/install-demo.ts';
import { renderFileButton, renderPickedFiles } from './page-files.ts';
import type { Texts } from '../texts/texts.ts';

/** Sent by one tap: they need no argument. */
const quick = ['list', 'mine', 'status', 'help'];

/** Where the team types. The suggestions come from the same specs that parse what is typed. */
export function renderComposer(texts: Texts): Html {
  const specs = commands.map(({ spec, about }) => ({ spec, about }));
  const chips = quick.map((name) => specs.find(({ spec }) => spec.name === name)!.spec);
  return html`<form class="composer" id="composer" autocomplete="off">
    <ul class="suggestions" id="suggestions" role="listbox" aria-label="${texts('page.commands')}" hidden>
      ${specs.map(
        ({ spec, about }, index) =>
          html`<li
            role="option"
            id="suggestion-${index}"
            data-names="${namesOf(spec)}"
            data-zh="/${spec.zh[0]}"
            data-en="/${spec.name}"
            ${spec.params.some(({ optional }) => !optional) ? 'data-more' : ''}
            aria-selected="false"
            hidden
          >
            <b>/${texts.language === 'zh' ? spec.zh[0] : spec.name}</b>
            <small>/${texts.language === 'zh' ? spec.name : spec.zh[0]}</small>
            <span>${texts(about)}</span>
          </li>`,
      )}
      ${demoTeam.map(
        ({ id, name, role }) =>
          html`<li
            role="option"
            id="suggestion-${id}"
            data-names="@${name}|@${id}"
            data-zh="@${name}"
            data-en="@${name}"
            data-more
            aria-selected="false"
            hidden
          >
            <b>@${name}</b>
            <span>${texts(`role.${role}`)}</span>
          </li>`,
      )}
    </ul>
    <div class="chips">
      ${chips.map((spec) => {
        const line = `/${texts.language === 'zh' ? spec.zh[0] : spec.name}`;
        return html`<button type="button" class="chip" data-say="${line}">${line}</button>`;
      })}
    </div>
    <p class="quoted" hidden>
      <span></span>
      <button type="button" class="unquote" aria-label="${texts('page.unquote')}">×</button>
    </p>
    ${renderPickedFiles(texts)}
    <div class="line">
      <select class="speaker" aria-label="${texts('page.speak_as')}">
        ${demoTeam.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
      </select>
      ${renderFileButton(texts)}
      <textarea
        id="say"
        rows="1"
        maxlength="20000"
        placeholder="${texts('page.message')}"
        aria-label="${texts('page.message_label')}"
        role="combobox"
        aria-controls="suggestions"
        aria-expanded="false"
        aria-autocomplete="list"
      ></textarea>
      <button type="submit" class="button primary send">${texts('page.send')}</button>
    </div>
  </form>`;
}

const namesOf = (spec: CommandSpec): string =>
  [...spec.zh, spec.name, ...(spec.aliases ?? [])].map((name) => `/${name}`).join('|');
