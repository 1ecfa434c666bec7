/** On a phone one of the three columns is shown at a time. */
import { jumpTo, onMessages, scrollToEnd } from './chat.js';

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

onMessages((news) => {
  if (news.length > 0 && document.body.dataset.tab !== 'chat') buttons.find(({ dataset }) => dataset.tab === 'chat').dataset.unread = '';
});

// A ticket's number, wherever it stands, leads to its card.
document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-jump]');
  if (!link) return;
  if (document.body.dataset.tab !== 'chat') show('chat');
  jumpTo(link.dataset.jump);
});
