/** The list of messages: keeps it in step with the server and keeps the reader's place. */
import { getHtml } from './api.js';
import { currentPerson } from './person.js';
import { redraw } from './redraw.js';

export const chat = document.querySelector('main.chat');
const scroll = chat.querySelector('.scroll');
const list = chat.querySelector('.messages');
const newer = chat.querySelector('.newer');
const earlier = chat.querySelector('.earlier');
const shown = new Map([...list.children].map((message) => [message.dataset.id, message]));
const listeners = new Set();
let seq = Number(chat.dataset.seq);
let underWay = null;
let again = false;

export const lastSeq = () => seq;
export const messageOf = (element) => element.closest('.message');
export const onMessages = (listener) => listeners.add(listener);

/** Fetches what was posted or changed since; calls that come meanwhile share one more round. */
export function catchUp() {
  again = true;
  underWay ??= (async () => {
    try {
      while (again) {
        again = false;
        const fresh = parse(await getHtml(`/sandbox/view/messages?after=${seq}`));
        if (fresh.length === 0) continue;
        seq = Math.max(...fresh.map((message) => Number(message.dataset.seq)));
        again = true;
        merge(fresh);
      }
    } finally {
      underWay = null;
    }
  })();
  return underWay;
}

/** Draws the cards anew, for what time alone has changed. */
export async function refreshTimes() {
  const from = list.firstElementChild?.dataset.place;
  if (from) merge(parse(await getHtml(`/sandbox/view/messages?cardsFrom=${from}`)));
}

export function markMine() {
  const me = currentPerson();
  for (const message of list.children) message.classList.toggle('mine', message.dataset.person === me);
}

export function scrollToEnd(behavior = 'smooth') {
  scroll.scrollTo({ top: scroll.scrollHeight, behavior });
  newer.hidden = true;
}

function parse(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return [...template.content.querySelectorAll('.message')];
}

function merge(messages) {
  const first = Number(list.firstElementChild?.dataset.place ?? 0);
  const atEnd = nearEnd();
  const added = [];
  const news = messages.filter(({ dataset }) => Number(dataset.seq) > Number(shown.get(dataset.id)?.dataset.seq ?? 0));
  for (const message of messages) {
    const standing = shown.get(message.dataset.id);
    if (standing) redraw(standing, message);
    else if (Number(message.dataset.place) >= first) added.push(message);
  }
  for (const message of added) insert(message);
  markMine();
  if (atEnd) scrollToEnd(added.length > 0 ? 'smooth' : 'instant');
  else if (added.length > 0) newer.hidden = false;
  for (const listener of listeners) listener(news);
}

function insert(message) {
  shown.set(message.dataset.id, message);
  const place = Number(message.dataset.place);
  const next = [...list.children].find((other) => Number(other.dataset.place) > place);
  message.classList.add('arriving');
  list.insertBefore(message, next ?? null);
}

/** Brings a ticket's newest card into view. */
export function jumpTo(ticket) {
  const card = [...list.querySelectorAll(`[data-ticket="${Number(ticket)}"]`)].at(-1);
  if (!card) return;
  card.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  card.classList.remove('found');
  void card.offsetWidth; // begins the highlight anew
  card.classList.add('found');
}

const nearEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;

async function showEarlier() {
  const top = list.firstElementChild;
  if (!top) return;
  const older = parse(await getHtml(`/sandbox/view/messages?before=${top.dataset.place}`));
  const from = scroll.scrollHeight - scroll.scrollTop;
  for (const message of older) shown.set(message.dataset.id, message);
  list.prepend(...older);
  markMine();
  scroll.scrollTop = scroll.scrollHeight - from;
  earlier.hidden = older.length === 0 || Number(older[0].dataset.place) <= 1;
}

earlier.addEventListener('click', () => void showEarlier());
newer.addEventListener('click', () => scrollToEnd());
scroll.addEventListener('scroll', () => nearEnd() && (newer.hidden = true), { passive: true });
