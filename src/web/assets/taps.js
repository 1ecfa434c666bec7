/** Buttons and forms of the cards. */
import { post } from './api.js';
import { catchUp, chat, messageOf } from './chat.js';
import { currentPerson } from './person.js';
import { closeForm, toggleForm } from './redraw.js';
import { showFailure, toast } from './toast.js';

const phrases = document.querySelector('#phrases');

/** @param version of the card the person was looking at @returns the answer, or null when it did not come */
async function tap(message, { action, form, version, button }) {
  if (button.getAttribute('aria-busy') === 'true') return null;
  button.setAttribute('aria-busy', 'true');
  try {
    const answer = await post('/sandbox/api/tap', {
      messageId: message.dataset.id, person: currentPerson(), action, form, version: Number(version),
    });
    toast(answer.toast, answer.toastType);
    await catchUp();
    return answer;
  } catch (error) {
    showFailure(error);
    return null;
  } finally {
    button.removeAttribute('aria-busy');
  }
}

async function press(button) {
  const message = messageOf(button);
  const { action } = button.dataset;
  button.closest('details.more')?.removeAttribute('open');
  if ('form' in button.dataset) {
    toggleForm(message, action);
    offerPhrases(message.querySelector('.form:not([hidden]) [data-phrases]'));
    return;
  }
  if (action === 'details') message.querySelector('.card').dataset.openNext = '';
  await tap(message, { action, form: {}, version: message.dataset.version, button });
  const history = message.querySelector('.history');
  if (action === 'details' && history && 'open' in history) history.open = true;
}

async function send(form) {
  const message = messageOf(form);
  const button = form.querySelector('[type=submit]');
  const answer = await tap(message, { action: form.dataset.action, form: Object.fromEntries(new FormData(form)), version: form.dataset.version, button });
  if (!answer) return;
  if (answer.toastType === 'success') {
    form.reset();
    closeForm(form.closest('.card'));
  } else if (answer.card) {
    // The refusal showed what is new; sending again means having seen it.
    form.dataset.version = answer.card.version;
    form.querySelector('textarea, input, select')?.focus();
  }
}

/** Sentences the demo's phrasebook can translate. */
function offerPhrases(place) {
  if (!place || place.firstElementChild) return;
  const select = phrases.content.firstElementChild.cloneNode(true);
  select.addEventListener('change', () => {
    const text = place.closest('form').querySelector('textarea');
    text.value = select.value;
    select.value = '';
    text.focus();
  });
  place.append(select);
}

chat.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.closest('.card-actions')) void press(button);
  else if ('cancel' in button.dataset) closeForm(button.closest('.card'));
  else if ('fill' in button.dataset) {
    const input = button.form.elements[button.dataset.fill];
    input.value = button.value;
    input.focus();
  }
});

chat.addEventListener('submit', (event) => {
  if (!event.target.matches('.form')) return;
  event.preventDefault();
  void send(event.target);
});

chat.addEventListener('keydown', (event) => {
  const form = event.target.closest('.form');
  if (form && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  else if (form && event.key === 'Escape') closeForm(form.closest('.card'));
  else if (event.key === 'Escape') event.target.closest('details.more')?.removeAttribute('open');
});

document.addEventListener('click', (event) => {
  for (const menu of chat.querySelectorAll('details.more[open]')) if (!menu.contains(event.target)) menu.open = false;
});
