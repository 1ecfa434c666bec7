import { html, raw } from 'hono/html';
import type { Texts } from '../texts/texts.ts';
import type { Html } from './html.ts';

/** A page of its own without a script: a form or a table that a link leads to. @param page.style CSS of ours, no one's words */
export function paper(page: { texts: Texts; title: string; style: string; body: Html }): Html {
  return html`<!doctype html>
    <html lang="${page.texts.language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title}</title>
        <style>
          ${raw(page.style)}
        </style>
      </head>
      <body>
        <main>
          <h1>${page.title}</h1>
          ${page.body}
        </main>
      </body>
    </html>`;
}
