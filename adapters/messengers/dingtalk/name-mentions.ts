/** Somebody mentioned: who, and the name the organisation knows, where it tells. */
export interface Mentioned {
  id?: string;
  name?: string;
}

const atName = /@([^\s@]+)/g;

/**
 * Words without the bot's mention and with the others as `@Name`. The platform takes the bot's out of plain texts and leaves it in
 * richText; whether other names stay is UNCONFIRMED (facts/messengers §3.3). So whatever `@` is left over is taken for the bot,
 * and names that are missing are put at the end of the first line.
 */
export function nameMentions(message: { text: string; mentioned: Mentioned[]; botIsNamed: boolean }): {
  text: string;
  mentions: { id: string; name: string }[];
} {
  const { mentioned, botIsNamed } = message;
  let text = message.text.replaceAll('\u00a0', ' ').trim();
  const known = mentioned.filter(({ name }) => name && text.includes(`@${name}`));
  const unknown = mentioned.filter((person) => !known.includes(person));
  let loose = looseNames(text, known);
  if (loose.length > unknown.length || (botIsNamed && loose.length > 0)) {
    text = withoutName(text, loose[0]!);
    loose = loose.slice(1);
  }
  // In the order they were mentioned: all that is left to go by where no name is known.
  const named = mentioned.map((person) => ({
    id: person.id,
    name: known.includes(person) ? person.name : (loose.shift() ?? person.name),
  }));
  const mentions = named.filter((person): person is { id: string; name: string } => Boolean(person.id && person.name));
  const missing = mentions.filter(({ name }) => !text.includes(`@${name}`)).map(({ name }) => ` @${name}`);
  const [first = '', ...lines] = tidy(text).split('\n');
  return {
    text: [first + missing.join(''), ...lines].join('\n').trim(),
    mentions: mentions.toSorted((a, b) => text.indexOf(`@${a.name}`) - text.indexOf(`@${b.name}`)),
  };
}

/** Names after an `@` that belong to nobody known. */
function looseNames(text: string, known: Mentioned[]): string[] {
  let rest = text;
  for (const { name } of known) rest = rest.replace(`@${name}`, '');
  return [...rest.matchAll(atName)].map(([, name]) => name!);
}

function withoutName(text: string, name: string): string {
  return text.replace(`@${name}`, '');
}

/** A removed mention leaves blanks at the ends and in the middle of a line; line breaks are the person's own. */
function tidy(text: string): string {
  return text
    .replace(/[ \t\u2005]{2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
