/** Listens for changes. The stream only rings; what changed is fetched, so nothing is lost when rings are. */
import { catchUp, chat, lastSeq } from './chat.js';

const sign = chat.querySelector('.connection');
const retryMs = 3000;
let ringing;

function ring() {
  // A burst of changes is one fetch.
  ringing ??= setTimeout(() => {
    ringing = undefined;
    catchUp().catch(() => show(false));
  }, 25);
}

function show(connected) {
  sign.classList.toggle('lost', !connected);
  const words = connected ? sign.dataset.words : sign.dataset.lost;
  if (sign.textContent !== words) sign.textContent = words;
}

export function listen() {
  const source = new EventSource(`/sandbox/api/stream?after=${lastSeq()}`);
  source.addEventListener('message', ring);
  source.addEventListener('open', () => {
    show(true);
    ring();
  });
  source.addEventListener('error', () => {
    show(false);
    // The browser comes back by itself, with last-event-id, unless the answer was not a stream at all.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, retryMs);
  });
}
