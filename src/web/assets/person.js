/** Who is at the keyboard: chosen at the left, or beside the input on a phone. */
const radios = [...document.querySelectorAll('input[name=person]')];
const speaker = document.querySelector('.speaker');
const key = 'gengfu.person';
const listeners = new Set();

export const currentPerson = () => radios.find((radio) => radio.checked)?.value;

export function onPersonChange(listener) {
  listeners.add(listener);
  listener(currentPerson());
}

function become(id) {
  const radio = radios.find(({ value }) => value === id);
  if (!radio) return;
  radio.checked = true;
  speaker.value = id;
  remember(id);
  for (const listener of listeners) listener(id);
}

for (const radio of radios) radio.addEventListener('change', () => become(radio.value));
speaker.addEventListener('change', () => become(speaker.value));
/** Browsers that keep nothing for a page throw when asked to. */
function remember(id) {
  try {
    localStorage.setItem(key, id);
  } catch {}
}

function remembered() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

become(remembered() ?? currentPerson());
