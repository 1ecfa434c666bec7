/** On a phone one of the three columns is shown at a time. */
import { onMessages, scrollToEnd } from './chat.js';

const buttons = [...document.querySelectorAll('.tabs button')];

function show(tab) {
  document.body.dataset.tab = tab;
  for (const button of buttons) {
    button.setAttribute('aria-pressed', String(button.dataset.tab === tab));
    if (button.dataset.tab === tab) delete button.dataset.unread;
  }
  if (tab === 'chat') scrollToEnd('instant');
}

for (const button of buttons) button.addEventListener('click', () => show(button.dataset.tab));

onMessages((added) => {
  if (added.length > 0 && document.body.dataset.tab !== 'chat') buttons.find(({ dataset }) => dataset.tab === 'chat').dataset.unread = '';
});
