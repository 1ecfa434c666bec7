/** Listens for changes. The stream only rings; what changed is fetched, so nothing is lost when rings are. */
import { catchUp, chat, lastSeq } from './chat.js';

const sign = chat.querySelector('.connection');
const retryMs = 3000;
/** The server sends a beat every 20 s. */
const silenceMs = 55_000;
let ringing;
let heardAt = Date.now();

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
  heardAt = Date.now();
  for (const event of ['open', 'message', 'beat']) {
    source.addEventListener(event, () => {
      heardAt = Date.now();
      show(true);
      if (event !== 'beat') ring();
    });
  }
  source.addEventListener('error', () => {
    show(false);
    // The browser comes back by itself, with last-event-id, unless the answer was not a stream at all.
    if (source.readyState === EventSource.CLOSED) again(retryMs);
  });
  // A computer that slept may hold a connection that died without a word.
  const watch = setInterval(() => Date.now() - heardAt > silenceMs && again(0), 5_000);

  function again(afterMs) {
    clearInterval(watch);
    source.close();
    show(false);
    setTimeout(listen, afterMs);
  }
}
