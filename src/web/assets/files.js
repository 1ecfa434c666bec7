/** Files picked, pasted or dragged in, before they are sent. */
import { say } from './api.js';
import { showFailure } from './toast.js';

const most = 9;
const largest = 25 * 1024 * 1024;

/**
 * @param form holds `input[type=file]` and `.picked`, the list of what was picked
 * @param target what files may be dropped on
 */
export function pickFiles(form, target) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('.picked');
  let files = [];

  function add(given) {
    const large = [...given].find((file) => file.size > largest);
    if (large) showFailure(new Error(say('fileTooLarge', { name: large.name })));
    files = [...files, ...[...given].filter((file) => file.size <= largest)].slice(0, most);
    show();
  }

  function show() {
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(row));
  }

  function row(file) {
    const item = document.createElement('li');
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.textContent = '×';
    remove.setAttribute('aria-label', say('removeFile', { name: file.name }));
    remove.addEventListener('click', () => {
      files = files.filter((kept) => kept !== file);
      show();
      input.focus();
    });
    item.append(file.name, remove);
    return item;
  }

  input.addEventListener('change', () => {
    add(input.files);
    input.value = '';
  });
  form.addEventListener('paste', (event) => {
    if (event.clipboardData.files.length > 0) add(event.clipboardData.files);
  });
  const carries = (event) => event.dataTransfer.types.includes('Files');
  target.addEventListener('dragover', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    target.classList.add('dropping');
  });
  target.addEventListener('dragleave', (event) => {
    if (!target.contains(event.relatedTarget)) target.classList.remove('dropping');
  });
  target.addEventListener('drop', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    target.classList.remove('dropping');
    add(event.dataTransfer.files);
  });

  return {
    any: () => files.length > 0,
    /** Hands them over and begins anew. */
    take() {
      const taken = files;
      files = [];
      show();
      return taken;
    },
    /** Nothing picked is lost when sending fails. */
    giveBack(taken) {
      files = [...taken, ...files].slice(0, most);
      show();
    },
  };
}

/** As the sandbox interface takes them. */
export const encoded = (files) => Promise.all([...files].map(async (file) => ({ name: file.name, type: file.type, data: await base64(file) })));

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
