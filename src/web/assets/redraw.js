/** Redraws a message in place, part by part: what has not changed is not touched, and an open form keeps what is typed. */

/** Newer form parts that wait until the open form is closed. */
const waiting = new WeakMap();

export function redraw(standing, fresh) {
  if (Number(fresh.dataset.seq) < Number(standing.dataset.seq)) return;
  for (const name of ['seq', 'version']) standing.dataset[name] = fresh.dataset[name];
  const card = standing.querySelector('.card');
  const freshCard = fresh.querySelector('.card');
  if (!card || !freshCard) return;
  for (const name of ['kind', 'level', 'state']) card.dataset[name] = freshCard.dataset[name];
  for (const part of [...freshCard.querySelectorAll(':scope > [data-part]')]) {
    const old = card.querySelector(`:scope > [data-part="${part.dataset.part}"]`);
    if (old && !old.isEqualNode(part)) replacePart(card, old, part);
  }
}

export const openForm = (card) => card.querySelector('.form:not([hidden])');

/** Opens the form of an action, or closes it when it is open. The form remembers which version of the card it was opened on. */
export function toggleForm(message, action) {
  const card = message.querySelector('.card');
  const open = openForm(card);
  if (open) closeForm(card);
  if (open?.dataset.action === action) return;
  const form = card.querySelector(`.form[data-action="${action}"]`);
  if (!form) return;
  form.hidden = false;
  form.dataset.version = message.dataset.version;
  mark(card);
  form.querySelector('textarea, select, input')?.focus();
  form.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}

/** What was typed stays in the form, unless a newer form was waiting. */
export function closeForm(card) {
  const form = openForm(card);
  if (!form) return;
  const hadFocus = form.contains(document.activeElement);
  form.hidden = true;
  const part = waiting.get(card);
  if (part) card.querySelector(':scope > [data-part=forms]').replaceWith(part);
  waiting.delete(card);
  mark(card);
  if (hadFocus) focusAction(card, form.dataset.action);
}

function replacePart(card, old, part) {
  if (part.dataset.part === 'forms' && openForm(card)) {
    waiting.set(card, part);
    return;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.action ?? '' : null;
  if (part.matches('details')) part.open = old.open || 'openNext' in card.dataset;
  else for (const details of part.querySelectorAll('details')) details.open = Boolean(old.querySelector(`details.${details.className}[open]`));
  old.replaceWith(part);
  if (part.dataset.part === 'history') delete card.dataset.openNext;
  if (part.dataset.part === 'actions') mark(card);
  if (focused !== null) focusAction(card, focused);
}

/** A screen reader hears which button's form is open. */
function mark(card) {
  const open = openForm(card)?.dataset.action;
  for (const button of card.querySelectorAll('[data-form]')) button.setAttribute('aria-expanded', String(button.dataset.action === open));
}

/** The keyboard stays where it was, or goes to the next thing to do. */
function focusAction(card, action) {
  const buttons = [...card.querySelectorAll('[data-part=actions] .button')];
  const same = buttons.find((button) => button.dataset.action === action && button.offsetParent);
  (same ?? buttons[0])?.focus({ preventScroll: true });
}
