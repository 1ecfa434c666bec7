/** A card as the messengers would show it, in a dialog of its own. */
import { getHtml } from './api.js';
import { chat } from './chat.js';
import { showFailure } from './toast.js';

const dialog = document.querySelector('#preview');
const columns = dialog.querySelector('.preview-columns');

async function open(button) {
  if (button.getAttribute('aria-busy') === 'true') return;
  button.setAttribute('aria-busy', 'true');
  try {
    columns.innerHTML = await getHtml(`/sandbox/view/preview?message=${encodeURIComponent(button.dataset.preview)}`);
    if (!dialog.open) dialog.showModal();
    columns.scrollTop = 0;
    // Not on the first picture: a screen reader begins with the title.
    columns.focus({ preventScroll: true });
  } catch (error) {
    showFailure(error);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

chat.addEventListener('click', (event) => {
  const button = event.target.closest('[data-preview]');
  if (button) void open(button);
});
dialog.addEventListener('click', (event) => {
  // The dialog itself is hit only beside its contents.
  if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
});
dialog.addEventListener('close', () => columns.replaceChildren());
