/** Writing as a buyer, and what the marketplace got back. */
import { getJson, post, say } from './api.js';
import { catchUp, jumpTo, onMessages } from './chat.js';
import { encoded, pickFiles } from './files.js';
import { showFailure, toast } from './toast.js';
import { wallTime } from './wall-time.js';

const form = document.querySelector('#write');
const sentences = document.querySelector('#sentences');
const buttons = [...sentences.querySelectorAll('.sentence')];
const panel = document.querySelector('.sent');
const list = panel.querySelector('.outbound');
const item = document.querySelector('#outbound-item');
const picked = pickFiles(form, form);
let asked;

async function write() {
  const { store, buyer, text, order, product } = Object.fromEntries(new FormData(form));
  if (!text && !picked.any()) return form.elements.text.focus();
  const submit = form.querySelector('[type=submit]');
  const files = picked.take();
  submit.disabled = true;
  try {
    const answer = await post('/sandbox/api/buyer', {
      store,
      buyer,
      text,
      order: order || undefined,
      product: product || undefined,
      files: await encoded(files),
    });
    toast(answer.ticket ? say('buyerDelivered', { ticket: answer.ticket }) : say('buyerTaken'), 'success');
    form.elements.text.value = '';
    await catchUp();
    jumpTo(answer.ticket);
  } catch (error) {
    picked.giveBack(files);
    showFailure(error);
  } finally {
    submit.disabled = false;
  }
}

function fill({ store, buyer, order, product, text }) {
  for (const [name, value] of Object.entries({ store, buyer, order, product, text })) form.elements[name].value = value;
}

export async function showOutbound() {
  const { replies } = await getJson('/sandbox/api/outbound');
  panel.classList.toggle('has', replies.length > 0);
  // Newest first; what already stands is left alone.
  for (const reply of replies.slice(list.children.length)) list.prepend(draw(reply));
}

function draw({ store, buyer, ticket, text, files, sentAt }) {
  const row = item.content.firstElementChild.cloneNode(true);
  const storeName = form.elements.store.querySelector(`[value="${CSS.escape(store)}"]`)?.textContent ?? store;
  row.querySelector('.name').textContent = buyer;
  row.querySelector('.jump').textContent = `#${ticket}`;
  row.querySelector('.jump').dataset.jump = ticket;
  row.querySelector('.ref').textContent = storeName.split(' · ').at(-1);
  row.querySelector('time').textContent = wallTime(Date.parse(sentAt));
  row.querySelector('.bubble').textContent = [text, ...files.map(({ name }) => `📎 ${name}`)].filter(Boolean).join('\n');
  return row;
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void write();
});
form.elements.text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
// Another buyer than the sentence's did not buy its product.
form.elements.buyer.addEventListener('input', () => (form.elements.product.value = ''));
form.querySelector('[data-random]').addEventListener('click', () => {
  fill(buttons[Math.floor(Math.random() * buttons.length)].dataset);
  void write();
});
sentences.addEventListener('click', (event) => {
  const sentence = event.target.closest('.sentence');
  if (!sentence) return;
  fill(sentence.dataset);
  sentences.hidePopover();
  form.elements.text.focus();
});
onMessages(() => {
  asked ??= setTimeout(() => {
    asked = undefined;
    showOutbound().catch(() => {});
  }, 150);
});
