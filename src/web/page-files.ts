import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { Texts } from '../texts/texts.ts';

/** The button that picks files; assets/files.js does the rest. */
export const renderFileButton = (texts: Texts): Html =>
  html`<label class="attach" title="${texts('page.attach')}">
    <i class="icon icon-clip" aria-hidden="true"></i>
    <input type="file" multiple aria-label="${texts('page.attach')}" />
  </label>`;

/** What was picked, filled by the same script. */
export const renderPickedFiles = (texts: Texts): Html =>
  html`<ul class="picked" aria-label="${texts('page.picked')}" hidden></ul>`;
