const words = JSON.parse(document.querySelector('meta[name=words]').content);

/** A word of the page in the team's language, with `{name}` filled in. */
export const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** @throws Error whose message may be shown */
async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error(say('offline'));
  }
  if (answer.ok) return answer;
  const body = await answer.json().catch(() => null);
  throw new Error(body?.error?.message ?? say('offline'));
}

export const getJson = async (path) => (await ask(path)).json();
export const getHtml = async (path) => (await ask(path)).text();
export const post = async (path, body) =>
  (await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
