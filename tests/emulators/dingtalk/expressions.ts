/**
 * The language of computed variables (`expList`), as far as the exported files use it: literals, names, `? :`, comparisons,
 * arithmetic, arrays and a few functions. Anything else throws.
 */

export interface Names {
  /** A variable by name or dotted path. */
  value(path: string): unknown;
  /** The field of the entry that the surrounding Loop draws. */
  entry(field: string): unknown;
  index(): number;
}

const token =
  /\s*(?:(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([A-Za-z_$][\w$.]*)|(==|!=|<=|>=|&&|\|\||[?:()[\],<>+\-*/%!]))/y;

type Token = { value: unknown } | { name: string } | { sign: string };

function tokens(source: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.trimEnd().length) {
    const match = token.exec(source);
    if (!match) throw new Error(`the expression cannot be read: ${source}`);
    const [, number, double, single, name, sign] = match;
    if (number !== undefined) found.push({ value: Number(number) });
    else if (double !== undefined || single !== undefined)
      found.push({ value: (double ?? single ?? '').replace(/\\(.)/g, '$1') });
    else if (name !== undefined) found.push({ name });
    else found.push({ sign: sign ?? '' });
  }
  return found;
}

/** Weakest first. */
const levels: Record<string, (a: unknown, b: unknown) => unknown>[] = [
  { '||': (a, b) => a || b },
  { '&&': (a, b) => a && b },
  { '==': (a, b) => a === b, '!=': (a, b) => a !== b },
  {
    '<': (a, b) => Number(a) < Number(b),
    '>': (a, b) => Number(a) > Number(b),
    '<=': (a, b) => Number(a) <= Number(b),
    '>=': (a, b) => Number(a) >= Number(b),
  },
  {
    '+': (a, b) => (typeof a === 'number' && typeof b === 'number' ? a + b : `${asText(a)}${asText(b)}`),
    '-': (a, b) => Number(a) - Number(b),
  },
  { '*': (a, b) => Number(a) * Number(b), '/': (a, b) => Number(a) / Number(b), '%': (a, b) => Number(a) % Number(b) },
];

export function evaluate(source: string, names: Names): unknown {
  const rest = tokens(source);
  const takes = (sign: string) => {
    const next = rest[0];
    if (!next || !('sign' in next) || next.sign !== sign) return false;
    rest.shift();
    return true;
  };
  const expect = (sign: string) => {
    if (!takes(sign)) throw new Error(`the expression lacks ${sign}: ${source}`);
  };

  function choice(): unknown {
    const condition = binary(0);
    if (!takes('?')) return condition;
    const yes = choice();
    expect(':');
    const no = choice();
    return condition ? yes : no;
  }

  function binary(level: number): unknown {
    const operators = levels[level];
    if (!operators) return unary();
    let left = binary(level + 1);
    for (;;) {
      const sign = Object.keys(operators).find(takes);
      if (sign === undefined) return left;
      left = operators[sign]?.(left, binary(level + 1));
    }
  }

  function unary(): unknown {
    if (takes('!')) return !unary();
    if (takes('(')) {
      const inner = choice();
      expect(')');
      return inner;
    }
    if (takes('[')) return list(']');
    const next = rest.shift();
    if (!next || 'sign' in next) throw new Error(`the expression cannot be read: ${source}`);
    if ('value' in next) return next.value;
    return takes('(') ? call(next.name, list(')'), names) : word(next.name, names);
  }

  function list(end: string): unknown[] {
    const entries: unknown[] = [];
    while (!takes(end)) {
      entries.push(choice());
      takes(',');
    }
    return entries;
  }

  const result = choice();
  if (rest.length > 0) throw new Error(`the expression cannot be read: ${source}`);
  return result;
}

function word(name: string, names: Names): unknown {
  if (name === 'true' || name === 'false') return name === 'true';
  return name === 'null' ? null : names.value(name);
}

function call(name: string, [first, second]: unknown[], names: Names): unknown {
  switch (name) {
    case 'subdata':
      return names.entry(String(first));
    case 'subdataIndex':
      return names.index();
    case 'toStr':
      return asText(first);
    case 'len':
      return Array.isArray(first) ? first.length : asText(first).length;
    case 'arrayGet':
      return (first as unknown[] | undefined)?.[Number(second)];
    case 'arrayJoin':
      return ((first ?? []) as unknown[]).map(asText).join(asText(second));
    default:
      throw new Error(`unknown function ${name}`);
  }
}

/** As a client writes a value into text: objects become what §3.5 warns of. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- `[object Object]` is what the desktop client shows
  return String(value);
}
