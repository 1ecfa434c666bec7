/**
 * Finds all keywords in one pass over a text: the automaton of Aho and Corasick ("Efficient string matching: an aid to
 * bibliographic search", 1975) in the double array of Aoe (1989). To step from a state by a character is one addition and one
 * comparison, so ten thousand keywords cost little more than ten, and nothing is allocated on the way.
 */
export interface KeywordAutomaton {
  /**
   * Calls `found` for every occurrence of every keyword. One that a combining mark follows is none: its last character is
   * another (Thai, Arabic).
   * @param units the text as UTF-16 units, of which the first `length` count
   * @param found gets the keyword's place in the list and where in `units` it ends
   */
  scan(units: Uint16Array, length: number, found: (keyword: number, end: number) => void): void;
}

/** @param keywords distinct, none empty */
export function buildAutomaton(keywords: readonly string[]): KeywordAutomaton {
  const classes = classify(keywords);
  const nodes = plant(keywords, classes);
  const { base, check } = arrange(nodes, classes.size);
  const fail = new Int32Array(base.length);
  /** The keyword that ends in a state. */
  const keyword = new Int32Array(base.length);
  /** The state itself or its longest suffix in which a keyword ends; 0 for none. */
  const ends = new Int32Array(base.length);
  /** The same of its proper suffixes. */
  const shorter = new Int32Array(base.length);
  // A suffix is shorter, so it comes before.
  for (const node of nodes) {
    fail[node.state] = node.fail.state;
    shorter[node.state] = ends[node.fail.state]!;
    keyword[node.state] = node.keyword;
    ends[node.state] = node.keyword < 0 ? shorter[node.state]! : node.state;
  }
  const classOf = classes.of;

  return {
    scan(units, length, found) {
      let state = 0;
      for (let index = 0; index < length; index++) {
        const character = classOf[units[index]!]!;
        for (;;) {
          const next = base[state]! + character;
          if (check[next] === state) {
            state = next;
            break;
          }
          if (state === 0) break;
          state = fail[state]!;
        }
        if (ends[state] === 0 || (index + 1 < length && isMark(units[index + 1]!))) continue;
        for (let at = ends[state]!; at !== 0; at = shorter[at]!) found(keyword[at]!, index + 1);
      }
    },
  };
}

const mark = /\p{M}/u;
const isMark = (unit: number): boolean => unit >= 0x300 && mark.test(String.fromCharCode(unit));

/** Characters that keywords are made of, numbered from 1, the commonest first; all others are 0, which leads nowhere. */
interface Classes {
  of: Uint16Array;
  size: number;
}

function classify(keywords: readonly string[]): Classes {
  const counts = new Map<number, number>();
  for (const keyword of keywords)
    for (let index = 0; index < keyword.length; index++) {
      const unit = keyword.charCodeAt(index);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  const of = new Uint16Array(0x1_0000);
  const commonest = [...counts].sort((a, b) => b[1] - a[1]);
  commonest.forEach(([unit], index) => (of[unit] = index + 1));
  return { of, size: commonest.length + 1 };
}

interface Node {
  children: Map<number, Node>;
  /** -1 where none ends. */
  keyword: number;
  /** Of its longest proper suffix that begins a keyword. */
  fail: Node;
  state: number;
}

/** The keywords as a tree. @returns its nodes by depth, the root first */
function plant(keywords: readonly string[], { of }: Classes): Node[] {
  const root = grow(undefined);
  keywords.forEach((keyword, index) => {
    let node = root;
    for (let at = 0; at < keyword.length; at++) {
      const character = of[keyword.charCodeAt(at)]!;
      let child = node.children.get(character);
      if (!child) node.children.set(character, (child = grow(root)));
      node = child;
    }
    node.keyword = index;
  });
  const nodes = [root];
  for (const node of nodes)
    for (const [character, child] of node.children) {
      nodes.push(child);
      if (node !== root) child.fail = suffixOf(node, character, root);
    }
  return nodes;
}

function grow(root: Node | undefined): Node {
  const node = { children: new Map(), keyword: -1, state: 0 } as unknown as Node;
  node.fail = root ?? node;
  return node;
}

function suffixOf(parent: Node, character: number, root: Node): Node {
  for (let node = parent.fail; ; node = node.fail) {
    const child = node.children.get(character);
    if (child) return child;
    if (node === root) return root;
  }
}

/**
 * Gives each node its state, a cell of `check` that holds its parent's state: the cell of a child is its parent's `base` plus
 * the character. Free cells hold -1. Both arrays are long enough for every base and character.
 */
function arrange(nodes: readonly Node[], characters: number): { base: Int32Array; check: Int32Array } {
  const cells = createCells(nodes.length + characters);
  const bases = new Map<number, number>();
  for (const node of nodes) {
    if (node.children.size === 0) continue;
    const wanted = [...node.children.keys()].sort((a, b) => a - b);
    const start = cells.place(wanted, node.state);
    bases.set(node.state, start);
    for (const [character, child] of node.children) child.state = start + character;
  }
  const length = cells.used() + characters;
  const check = cells.owners(length);
  const base = new Int32Array(length);
  for (const [state, start] of bases) base[state] = start;
  return { base, check };
}

/** Cells, of which the first is the root's. */
function createCells(expected: number) {
  let owner = new Int32Array(expected * 2).fill(-1);
  /** Of a cell that is taken, one nearer to the next free one; of a free cell, itself. */
  let towardsFree = Int32Array.from({ length: owner.length }, (_, cell) => cell);
  let used = 0;

  function freeFrom(cell: number): number {
    while (cell >= owner.length) enlarge();
    let at = cell;
    while (towardsFree[at] !== at) {
      towardsFree[at] = towardsFree[towardsFree[at]!]!;
      at = towardsFree[at]!;
    }
    return at;
  }

  function enlarge(): void {
    const before = owner.length;
    owner = Int32Array.from({ length: before * 2 }, (_, cell) => (cell < before ? owner[cell]! : -1));
    towardsFree = Int32Array.from({ length: before * 2 }, (_, cell) => (cell < before ? towardsFree[cell]! : cell));
  }

  function take(cell: number, by: number): void {
    while (cell + 1 >= owner.length) enlarge();
    owner[cell] = by;
    towardsFree[cell] = cell + 1;
    used = Math.max(used, cell + 1);
  }

  take(0, -1);
  return {
    /** Takes the cells `start + character` for the lowest start at which all are free. @returns the start */
    place(characters: readonly number[], by: number): number {
      const [lowest] = characters;
      for (let cell = freeFrom(lowest!); ; cell = freeFrom(cell + 1)) {
        const start = cell - lowest!;
        if (!characters.every((character) => (owner[start + character] ?? -1) === -1)) continue;
        for (const character of characters) take(start + character, by);
        return start;
      }
    },
    used: () => used,
    owners: (length: number): Int32Array => Int32Array.from({ length }, (_, cell) => owner[cell] ?? -1),
  };
}
