/** Commands and colleagues offered while typing; the combobox pattern, so that arrows, Enter, Tab and Escape work. */
const say = document.querySelector('#say');
const list = document.querySelector('#suggestions');
const options = [...list.children];
const most = 7;
let active = -1;

const shown = () => options.filter((option) => !option.hidden);
const namesOf = (option) => option.dataset.names.toLowerCase().split('|');

/** The word being typed: a command at the beginning, or a person anywhere. */
function wordAtCaret() {
  const before = say.value.slice(0, say.selectionEnd);
  const command = /^\s*[/／][^\n]*$/u.exec(before);
  const person = /@[^\s@]*$/u.exec(before);
  if (person) return { word: person[0].toLowerCase(), start: person.index };
  if (command) return { word: before.trimStart().replace('／', '/').toLowerCase(), start: before.length - before.trimStart().length };
  return null;
}

export function suggest() {
  const typed = wordAtCaret();
  let left = most;
  const whole = typed && options.some((option) => namesOf(option).includes(typed.word));
  for (const option of options) {
    const fits = typed !== null && left > 0 && namesOf(option).some((name) => name.startsWith(typed.word));
    option.hidden = !fits;
    if (fits) left -= 1;
  }
  const any = left < most;
  list.hidden = !any;
  say.setAttribute('aria-expanded', String(any));
  // A whole name is sent by Enter, not completed again.
  activate(any && !whole ? 0 : -1);
}

export function closeSuggestions() {
  list.hidden = true;
  say.setAttribute('aria-expanded', 'false');
  activate(-1);
}

function activate(index) {
  active = index;
  for (const option of options) option.setAttribute('aria-selected', 'false');
  const option = shown()[index];
  if (!option) return say.removeAttribute('aria-activedescendant');
  option.setAttribute('aria-selected', 'true');
  option.scrollIntoView({ block: 'nearest' });
  say.setAttribute('aria-activedescendant', option.id);
}

function take(option) {
  const { word, start } = wordAtCaret();
  const english = /^\/[a-z]/.test(word);
  const text = (english ? option.dataset.en : option.dataset.zh) + ('more' in option.dataset ? ' ' : '');
  say.setRangeText(text, start, say.selectionEnd, 'end');
  closeSuggestions();
  say.focus();
}

/** @returns whether the key was for the suggestions */
export function suggestionKey(event) {
  if (list.hidden) return false;
  const count = shown().length;
  switch (event.key) {
    case 'ArrowDown':
      activate((active + 1) % count);
      return true;
    case 'ArrowUp':
      activate((active + count - (active < 0 ? 0 : 1)) % count);
      return true;
    case 'Escape':
      closeSuggestions();
      return true;
    case 'Enter':
    case 'Tab':
      if (active < 0 || event.shiftKey) return false;
      take(shown()[active]);
      return true;
    default:
      return false;
  }
}

list.addEventListener('mousedown', (event) => {
  event.preventDefault();
  const option = event.target.closest('[role=option]');
  if (option) take(option);
});
say.addEventListener('input', suggest);
say.addEventListener('blur', closeSuggestions);
