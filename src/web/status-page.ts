import { html } from 'hono/html';
import { platformLabel } from '../../cards/ticket-card.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';
import type { StatusFigures } from '../health/read-status-page.ts';
import { faultCode } from '../inbox/fault-code.ts';
import { messengerLabel } from '../notify/messenger-label.ts';
import { streamLabel } from '../polling/stream-label.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { Html } from './html.ts';
import { paper } from './paper.ts';

/** Longer than this in a queue is a delay worth seeing. */
const slowMs = 60_000;

interface Cell {
  text: string;
  /** Something to look at. */
  bad?: boolean;
}
const plain = (text: string | number): Cell => ({ text: String(text) });

/** Queues, delays, faults and last contacts as tables, no script. */
export function renderStatusPage(desk: Desk, figures: StatusFigures): Html {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const { status, delays, contacts, mailboxes, parked, dead, backup } = figures;
  const { tickets, today, backlog } = status;
  const span = (ms: number): string => (ms < 60_000 ? texts('span.under_a_minute') : formatDuration(ms, texts.language));
  const when = (at: number | null | undefined): Cell => plain(at ? texts.ago(at, now) : texts('status_page.never'));
  const waited = (ms: number): Cell => ({ text: ms === 0 ? '–' : span(ms), bad: ms > slowMs });
  const some = (count: number): Cell => ({ text: String(count), bad: count > 0 });

  const queues: Cell[][] = [
    [plain(texts('status_page.inbox')), plain(backlog.pending), waited(delays.inbox)],
    [plain(texts('status_page.jobs')), plain(backlog.jobs), waited(delays.jobs)],
    [plain(texts('status_page.parked')), some(backlog.parked), plain('')],
    [plain(texts('status_page.dead')), some(backlog.dead), plain('')],
  ];
  const counted = status.messengers.some(({ budget }) => budget);
  const messengers = status.messengers.map(({ name, state, budget }) => [
    plain(messengerLabel(name, texts)),
    { text: texts('status_page.state', { state }), bad: state !== 'connected' },
    when(contacts.messengers.find((each) => each.name === name)?.at),
    ...(counted ? [plain(budget ? texts('say.status_budget', budget) : '')] : []),
  ]);
  const stores = desk.stores.all().map((store) => {
    const silent = status.silent.find(({ storeId }) => storeId === store.id);
    const mailbox = mailboxes.find((each) => each.store === store.id);
    const problems = [
      ...status.unreadable
        .filter(({ storeId }) => storeId === store.id)
        .map(({ stream, since, problem }) =>
          texts('status_page.unreadable', { stream: streamLabel(stream, texts), since: texts.time(since, now), problem }),
        ),
      ...(silent ? [texts('status_page.silent', { since: texts.time(silent.since, now) })] : []),
      ...(mailbox && mailbox.state !== 'connected' ? [texts('status_page.mailbox', { state: mailbox.state })] : []),
    ];
    return [
      plain(store.name),
      plain(platformLabel(store.platform, texts)),
      when(contacts.stores.find(({ name }) => name === store.id)?.at),
      { text: problems.join('; ') || texts('status_page.fine'), bad: problems.length > 0 },
    ];
  });
  const faults = [
    ...parked.map(({ id, storeId, receivedAt, error }) => [
      plain(texts('status_page.parked')),
      plain(`${faultCode(id)} · ${desk.stores.get(storeId)?.name ?? storeId}`),
      when(receivedAt),
      plain(error.split('\n')[0]!.slice(0, 120)),
    ]),
    ...dead.map(({ kind, deadAt }) => {
      const key = `job.${kind}`;
      return [plain(texts('status_page.dead')), plain(texts.has(key) ? texts(key) : kind), when(deadAt), plain('')];
    }),
  ];
  const body = html`<p>${texts('status_page.summary', { uptime: span(status.uptimeMs), ...tickets, ...today })}</p>
    ${table('queues', ['queue', 'count', 'oldest'], queues)}
    ${table('messengers', ['messenger', 'connection', 'last_contact', ...(counted ? (['calls'] as const) : [])], messengers)}
    ${table('stores', ['store', 'platform', 'last_contact', 'condition'], stores)}
    ${faults.length > 0 ? table('faults', ['kind', 'what', 'since', 'reason'], faults) : ''}
    <h2>${texts('status_page.backups')}</h2>
    ${backupLine()}`;
  return paper({ texts, title: texts('status_page.title'), style, body });

  function table(name: 'queues' | 'messengers' | 'stores' | 'faults', columns: readonly Column[], rows: readonly Cell[][]): Html {
    return html`<h2>${texts(`status_page.${name}`)}</h2>
      <div class="wide" tabindex="0" role="region" aria-label="${texts(`status_page.${name}`)}">
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col">${texts(`status_page.${column}`)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  ${row.map(({ text, bad }) => html`<td dir="auto" class="${bad ? 'bad' : ''}">${text}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  function backupLine(): Html {
    const { lastAt, lastName, bytes, failingSince, problem } = backup;
    if (!desk.backups) return html`<p>${texts('status_page.no_backups')}</p>`;
    const size = ((bytes ?? 0) / 1024 / 1024).toFixed(1);
    return html`<p>
        ${
          lastAt === null
            ? texts('status_page.no_backup_yet')
            : texts('status_page.last_backup', { name: lastName ?? '', when: texts.ago(lastAt, now), size })
        }
      </p>
      ${
        failingSince === null
          ? ''
          : html`<p class="bad">
              ${texts('status_page.backup_failing', { since: texts.time(failingSince, now), problem: problem ?? '' })}
            </p>`
      }`;
  }
}

type Column =
  | 'queue'
  | 'count'
  | 'oldest'
  | 'messenger'
  | 'connection'
  | 'last_contact'
  | 'calls'
  | 'store'
  | 'platform'
  | 'condition'
  | 'kind'
  | 'what'
  | 'since'
  | 'reason';

const style = `
  body { font: 15px/1.6 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; }
  main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin: 2rem 0 .4rem; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, GrayText 40%, transparent); }
  th { font-weight: 600; white-space: nowrap; color: GrayText; }
  th:first-child, td:first-child { padding-inline-start: 0; }
  .bad { color: light-dark(#b42318, #ff8a80); font-weight: 600; }
  :root { color-scheme: light dark; }
`;
