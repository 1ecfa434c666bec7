import { html } from 'hono/html';
import type { AccountField, AccountForm } from '../ports/account-form.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Texts } from '../texts/texts.ts';
import type { Html } from './html.ts';
import { paper } from './paper.ts';

export interface ConnectParts {
  texts: Texts;
  store: StoreRecord;
  form: AccountForm;
  pushAddress: string | null;
  /** Shown above the form: how the last try went. */
  outcome?: { good: boolean; text: string; link?: { href: string; text: string } };
  /** Names of fields filled in wrongly. */
  wrong?: readonly string[];
  values?: Readonly<Record<string, string>>;
}

/** One form, no script: keys go from the browser straight into the sealed settings and never through a chat. */
export function renderConnectPage({ texts, store, form, pushAddress, outcome, wrong, values }: ConnectParts): Html {
  const { language } = texts;
  const rare = form.fields.filter((field) => field.rare);
  const usual = form.fields.filter((field) => !field.rare);
  const draw = (field: AccountField): Html =>
    renderField(field, texts, {
      saved: field.secret ? '' : (values?.[field.name] ?? store.settings.api?.[field.name] ?? ''),
      kept: field.secret === true && store.settings.api?.[field.name] !== undefined,
      bad: wrong?.includes(field.name) ?? false,
    });
  const body = html`${
      outcome
        ? html`<p class="${outcome.good ? 'good' : 'bad'}" role="status">
            ${outcome.text} ${outcome.link ? html`<a href="${outcome.link.href}">${outcome.link.text}</a>` : ''}
          </p>`
        : ''
    }
    <form method="post">
      ${usual.map((field) => draw(field))}
      ${
        rare.length > 0
          ? html`<details ${rare.some(({ name }) => wrong?.includes(name)) ? 'open' : ''}>
              <summary>${texts('connect.rare')}</summary>
              ${rare.map((field) => draw(field))}
            </details>`
          : ''
      }
      <button>${texts('connect.save')}</button>
    </form>
    ${pushAddress ? html`<p>${texts('connect.push')}<br /><code>${pushAddress}</code></p>` : ''}
    <h2>${texts('connect.limits')}</h2>
    <ul>
      ${form.limits[language].map((limit) => html`<li>${limit}</li>`)}
    </ul>`;
  return paper({ texts, title: texts('connect.title', { store: store.name }), style, body });
}

function renderField(
  field: AccountField,
  texts: Texts,
  { saved, kept, bad }: { saved: string; kept: boolean; bad: boolean },
): Html {
  const { name, label, hint, secret, optional } = field;
  const notes = [
    hint?.[texts.language],
    kept ? texts('connect.kept') : undefined,
    optional ? texts('connect.optional') : undefined,
    bad ? texts('connect.wrong') : undefined,
  ].filter((note) => note !== undefined);
  return html`<label class="${bad ? 'bad' : ''}">
    <span>${label[texts.language]}</span>
    <input name="${name}" type="${secret ? 'password' : 'text'}" value="${saved}" autocomplete="off" spellcheck="false" />
    <small>${notes.join(' · ')}</small>
  </label>`;
}

const style = `
  body { font: 16px/1.6 system-ui, sans-serif; margin: 0; background: Canvas; color: CanvasText; }
  main { max-width: 34rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
  label { display: block; margin: 1rem 0; } label span { font-weight: 600; }
  input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem .6rem; border: 1px solid GrayText; border-radius: .5rem; }
  summary { margin: 1rem 0; cursor: pointer; }
  small { color: GrayText; } .bad, .bad small { color: #c0341d; } .good { color: #1a7f37; } label.bad input { border-color: #c0341d; }
  button { font: inherit; padding: .5rem 1.4rem; border: 0; border-radius: .5rem; background: #2f6feb; color: #fff; cursor: pointer; }
  code { overflow-wrap: anywhere; }
`;
