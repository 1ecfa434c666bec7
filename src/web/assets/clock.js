/** The desk's clock: shown in the team's zone, and moved on by buttons. */
import { getJson, post, say } from './api.js';
import { refreshTimes } from './chat.js';
import { showFailure, toast } from './toast.js';
import { wallDay, wallTime } from './wall-time.js';

const panel = document.querySelector('.clock');
const refreshMs = 30_000;
let ahead = 0;
let morning;

const deskNow = () => Date.now() + ahead;

function draw() {
  panel.querySelector('.now').textContent = wallTime(deskNow());
  panel.querySelector('.day').textContent = wallDay(deskNow());
}

/** Asks what time it is at the desk; another language there means another page. */
export async function readClock() {
  const now = await getJson('/sandbox/view/now');
  ahead = now.now - Date.now();
  morning = now.morning;
  const hours = panel.querySelector('.hours');
  hours.textContent = say(now.working ? 'working' : 'resting');
  hours.classList.toggle('working', now.working);
  draw();
  if (now.language !== document.documentElement.dataset.language && !document.querySelector('.form:not([hidden])')) location.reload();
}

async function advance(by) {
  const seconds = by === 'morning' ? Math.ceil((morning - deskNow()) / 1000) : Number(by);
  await post('/sandbox/api/clock', { advanceSeconds: Math.max(0, seconds) });
  await Promise.all([readClock(), refreshTimes()]);
  toast(say('clockMoved', { time: `${wallDay(deskNow())} ${wallTime(deskNow())}` }), 'info');
}

panel.addEventListener('click', (event) => {
  const button = event.target.closest('[data-advance]');
  if (button) advance(button.dataset.advance).catch(showFailure);
});

export function startClock() {
  readClock().catch(() => {});
  setInterval(draw, 1000);
  setInterval(() => {
    if (document.visibilityState === 'visible') Promise.all([readClock(), refreshTimes()]).catch(() => {});
  }, refreshMs);
}
