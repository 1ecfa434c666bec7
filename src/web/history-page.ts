import { html } from 'hono/html';
import type { Desk } from '../desk.ts';
import { describeEntry } from '../history/describe-entry.ts';
import { entryColumns } from '../history/history-csv.ts';
import { historyStates } from '../history/history-filter.ts';
import type { HistoryEntry } from '../history/read-history.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { HistoryAsked } from './history-routes.ts';
import type { Html } from './html.ts';
import { paper } from './paper.ts';

interface HistoryParts {
  pass: string;
  query: HistoryAsked;
  rules: readonly { id: string; name: string }[];
  people: readonly { id: string; name: string }[];
  entries: readonly HistoryEntry[];
  /** Where the next page begins; null on the last one. */
  next: string | null;
}

/** A form of filters and a table, no script. */
export function renderHistoryPage(desk: Desk, { pass, query, rules, people, entries, next }: HistoryParts): Html {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const address = (path: string, more: Record<string, string> = {}): string => {
    const { after: _, ...filters } = query;
    const given = Object.entries({ ...filters, ...more, pass }).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    );
    return `${path}?${new URLSearchParams(given).toString()}`;
  };
  const pick = (
    name: 'rule' | 'store' | 'person' | 'level' | 'state' | 'days',
    options: readonly (readonly [string, string])[],
  ): Html =>
    html`<label
      ><span>${texts(`history_page.${name}`)}</span>
      <select name="${name}">
        ${name === 'days' ? '' : html`<option value="">${texts('history_page.any')}</option>`}
        ${options.map(
          ([value, label]) => html`<option value="${value}" ${String(query[name]) === value ? 'selected' : ''}>${label}</option>`,
        )}
      </select></label
    >`;
  const body = html`<form method="get">
      <input type="hidden" name="pass" value="${pass}" />
      ${pick(
        'rule',
        rules.map(({ id, name }) => [id, ruleNameIn(name, texts.language)]),
      )}
      ${pick(
        'store',
        desk.stores.all().map(({ id, name }) => [id, name]),
      )}
      ${pick(
        'person',
        people.map(({ id, name }) => [id, name]),
      )}
      ${pick(
        'level',
        (['urgent', 'important', 'normal'] as const).map((level) => [level, texts(`level.${level}`)]),
      )}
      ${pick(
        'state',
        historyStates.map((state) => [state, texts(`history_page.${state}`)]),
      )}
      ${pick(
        'days',
        ['1', '7', '30', '90', '365'].map((days) => [days, texts('history_page.last_days', { days: Number(days) })]),
      )}
      <button>${texts('history_page.search')}</button>
      <a href="${address('/history.csv')}">${texts('history_page.csv')}</a>
    </form>
    ${
      entries.length === 0
        ? html`<p role="status">${texts(query.state === 'missed' ? 'missed.none' : 'history_page.empty')}</p>`
        : html`<div class="wide" tabindex="0" role="region" aria-label="${texts('history_page.title')}">
            <table>
              <thead>
                <tr>
                  ${entryColumns.map((column) => html`<th scope="col">${texts(`history_page.${column}`)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${entries.map((entry) => {
                  const words = describeEntry(desk, entry, (at) => texts.time(at, now));
                  return html`<tr class="${entry.state}">
                    ${entryColumns.map((column) => html`<td dir="auto">${words[column]}</td>`)}
                  </tr>`;
                })}
              </tbody>
            </table>
          </div>`
    }
    ${next ? html`<p><a href="${address('/history', { after: next })}">${texts('history_page.older')}</a></p>` : ''}`;
  return paper({ texts, title: texts('history_page.title'), style, body });
}

const style = `
  body { font: 15px/1.6 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; }
  main { max-width: 80rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.4rem; }
  form { display: flex; flex-wrap: wrap; gap: .8rem; align-items: end; margin-bottom: 1.5rem; }
  label span { display: block; font-weight: 600; }
  select { font: inherit; padding: .4rem .5rem; border: 1px solid GrayText; border-radius: .5rem; max-width: 14rem; }
  button { font: inherit; padding: .45rem 1.4rem; border: 0; border-radius: .5rem; background: #2f6feb; color: #fff; cursor: pointer; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, GrayText 40%, transparent); }
  th { white-space: nowrap; } tr.muted td { opacity: .75; } td:first-child { white-space: nowrap; }
`;
