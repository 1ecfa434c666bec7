const shelf = document.querySelector('.toasts');
const shownMs = 4200;

/** @param type success | info | warning | error */
export function toast(text, type = 'info') {
  const note = document.createElement('p');
  note.className = 'toast';
  note.dataset.type = type;
  note.textContent = text;
  shelf.append(note);
  while (shelf.children.length > 3) shelf.firstElementChild.remove();
  setTimeout(() => note.remove(), type === 'error' || type === 'warning' ? shownMs * 1.6 : shownMs);
}

/** Shows why something failed instead of leaving it to the console. */
export const showFailure = (error) => toast(error.message, 'error');
