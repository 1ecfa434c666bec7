/** Where the team types to the bot. */
import { post, say } from './api.js';
import { catchUp, chat, scrollToEnd } from './chat.js';
import { encoded, pickFiles } from './files.js';
import { currentPerson } from './person.js';
import { closeSuggestions, suggestionKey } from './suggestions.js';
import { showFailure } from './toast.js';

const form = document.querySelector('#composer');
const input = document.querySelector('#say');
const quoted = form.querySelector('.quoted');
const tallest = 160;
const picked = pickFiles(form, chat);
let quotes;

async function speak(text, files = []) {
  await post('/sandbox/api/say', { chat: chat.dataset.chat, person: currentPerson(), text, quotes, files: await encoded(files) });
  quote(undefined);
  await catchUp();
  scrollToEnd();
}

async function send() {
  const text = input.value.trim();
  if (!text && !picked.any()) return;
  const files = picked.take();
  closeSuggestions();
  input.value = '';
  grow();
  try {
    await speak(text, files);
  } catch (error) {
    // Nothing typed is lost.
    if (!input.value) input.value = text;
    picked.giveBack(files);
    showFailure(error);
  }
}

function quote(button) {
  quotes = button?.dataset.quote;
  quoted.hidden = !button;
  if (button) quoted.firstElementChild.textContent = say('quoting', { title: button.dataset.title });
  if (button) input.focus();
}

function grow() {
  input.rows = 1;
  const line = parseFloat(getComputedStyle(input).lineHeight);
  input.rows = Math.max(1, Math.min(Math.round(tallest / line), Math.round((input.scrollHeight - 16) / line)));
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void send();
});
input.addEventListener('input', grow);
input.addEventListener('keydown', (event) => {
  // The Enter that ends a Chinese composition is not a send.
  if (event.isComposing) return;
  if (suggestionKey(event)) event.preventDefault();
  else if (event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    void send();
  }
});
form.querySelector('.unquote').addEventListener('click', () => quote(undefined));
form.addEventListener('click', (event) => {
  const chip = event.target.closest('[data-say]');
  if (chip) speak(chip.dataset.say).catch(showFailure);
});
chat.addEventListener('click', (event) => {
  const button = event.target.closest('[data-quote]');
  if (button) quote(button);
});
