import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '..');

interface Import {
  from: string;
  /** Path inside the repository, or the name of a package. */
  to: string;
  typeOnly: boolean;
}

/** The database clients, which Prisma writes. */
const generated = /^src\/store\/client(-postgres)?\//;
const sources = ['src', 'adapters', 'cards', 'tests'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => /\.(ts|mjs)$/.test(file) && !generated.test(file)),
);
const imports = sources.flatMap(importsOf);
const of = (folder: string | RegExp): Import[] =>
  imports.filter(({ from }) => (typeof folder === 'string' ? from.startsWith(folder) : folder.test(from)));
const inside =
  (folder: string) =>
  ({ to }: Import): boolean =>
    to === folder || to.startsWith(`${folder}/`);
const told = (found: Import[]): string[] => found.map(({ from, to }) => `${from} → ${to}`);

/** Static, dynamic and re-exporting imports of a file, and `import('…')` in types. */
function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const to = specifier.text.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier.text) : specifier.text;
    found.push({ from: file, to, typeOnly });
  };
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

test('the graph is the whole product', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(told(imports)).toContain('src/join-messengers.ts → adapters/messengers/feishu/index.ts');
  expect(imports.some(({ from, to }) => from === 'src/open-desk.ts' && to === 'src/understanding/understand.ts')).toBe(true);
});

describe('src', () => {
  test('meets concrete adapters in one place', () => {
    const elsewhere = of('src/').filter(({ from }) => !/^src\/join-(adapters|messengers|marketplaces)\.ts$/.test(from));
    expect(told(elsewhere.filter(inside('adapters')))).toEqual([]);
  });

  test('keeps its pure parts free of the database, the clock of the machine and the desk', () => {
    const pure =
      /^src\/(clocks\/(?!desk-hours|recompute-deadlines)|commands\/grammar\/|texts\/(?!desk-texts)|understanding\/(?!training\/)|rules\/(kinds|ready-made)\/)/;
    const impure = [
      'src/store',
      'src/desk.ts',
      'src/compose.ts',
      'src/jobs',
      'src/inbox',
      'src/tickets',
      'src/notify',
      'src/replies',
      'src/web',
    ];
    expect(told(of(pure).filter((found) => impure.some((folder) => inside(folder)(found))))).toEqual([]);
  });

  test('declares ports that know nothing but what crosses them', () => {
    expect(
      told(
        of('src/ports/').filter(
          ({ to, typeOnly }) => !(typeOnly && /^(src\/ports\/|src\/stores\/store-record\.ts|cards\/card\.ts|hono$)/.test(to)),
        ),
      ),
    ).toEqual([]);
  });

  test('turns to the web pages from the composition only', () => {
    expect(
      told(
        of('src/')
          .filter(inside('src/web'))
          .filter(({ from }) => !/^src\/(compose\.ts|join-adapters\.ts|web\/)/.test(from)),
      ),
    ).toEqual([]);
  });

  test('nobody imports the composition but what starts it', () => {
    expect(
      told(
        of('src/')
          .filter(({ to }) => to === 'src/compose.ts' || to === 'src/serve.ts')
          .filter(({ from }) => !/^src\/(serve|main|cli\/)/.test(from)),
      ),
    ).toEqual([]);
  });
});

describe('cards', () => {
  test('know no messenger, and of src the words only', () => {
    expect(told(of('cards/').filter((found) => !inside('cards')(found) && !/^src\/texts\/texts\.ts$/.test(found.to)))).toEqual(
      [],
    );
  });
});

describe('adapters', () => {
  /** What an adapter may know of the product. */
  const allowed = [
    'src/ports',
    'src/clock.ts',
    'src/errors.ts',
    'src/word-table.ts',
    'src/stores/store-record.ts',
    'src/texts/texts.ts',
    'cards/card.ts',
  ];
  /** The sandbox's server is the product's own database, and its interface the product's own web. */
  const pageParts = ['src/web/html.ts', 'src/web/avatar.ts', 'src/web/sandbox-chat.ts'];
  /** A preview draws for the sandbox page what its messenger would be sent. */
  const previewsOnly = ['src/web/html.ts', 'src/web/card-preview.ts', 'src/web/find-losses.ts'];
  const sandboxOnly = [
    'src/store',
    'src/web/given-file.ts',
    'src/web/read-json.ts',
    'src/web/same-origin.ts',
    'cards/card.ts',
    ...pageParts,
  ];

  /** The words a translator must not touch, and how it says that it cannot: pure, and shared by all of them. */
  const translatorsOnly = ['translator-error', 'placeholders', 'find-terms', 'glossary-term'].map(
    (name) => `src/translation/${name}.ts`,
  );

  test('import of the product nothing but its ports and a few plain parts', () => {
    const product = of('adapters/').filter(({ to }) => /^(src|cards)\//.test(to));
    const stray = product.filter((found) => {
      const sandbox = /^adapters\/(messengers|marketplaces)\/sandbox\//.test(found.from);
      const preview = /^adapters\/messengers\/[^/]+\/preview[^/]*\.ts$/.test(found.from);
      const translator = found.from.startsWith('adapters/translators/');
      return ![
        ...allowed,
        ...(sandbox ? sandboxOnly : []),
        ...(preview ? previewsOnly : []),
        ...(translator ? translatorsOnly : []),
      ].some((folder) => inside(folder)(found));
    });
    expect(told(stray)).toEqual([]);
  });

  test('leave each other alone; mail is shared by those whose buyers write mail, webhooks by those that push, the way out by those with limits', () => {
    const home = (file: string): string => /^adapters\/(?:messengers|marketplaces)\/[^/]+|^adapters\/[^/]+/.exec(file)![0];
    // A platform that writes mail falls back on plain mail where its own profile says nothing.
    const shared = ['adapters/mail', 'adapters/outbound', 'adapters/http', 'adapters/webhooks', 'adapters/marketplaces/mailbox'];
    const stray = of('adapters/').filter(
      ({ from, to }) => to.startsWith('adapters/') && home(from) !== home(to) && !shared.includes(home(to)),
    );
    expect(told(stray)).toEqual([]);
  });

  test('of messengers draw cards without knowing what a ticket is', () => {
    const stray = of(/^adapters\/messengers\/[^/]+\/render[^/]*\.ts$/).filter(
      ({ to }) => /^src\/(?!texts\/|ports\/)|^cards\/(?!card\.ts)/.test(to) && !pageParts.includes(to),
    );
    expect(told(stray)).toEqual([]);
  });

  test('of messengers preview their cards without the SDKs', () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { from, to, typeOnly } of imports) if (from === file && !typeOnly) follow(to);
    };
    for (const file of sources) if (/^adapters\/messengers\/[^/]+\/preview\.ts$/.test(file)) follow(file);
    const packages = [...reached].filter((file) => !/^(src|adapters|cards)\/|^node:/.test(file));
    expect(packages.filter((name) => name !== 'hono/html' && name !== 'zod')).toEqual([]);
  });

  test('look alike: every messenger and marketplace is entered by its index', () => {
    for (const kind of ['messengers', 'marketplaces']) {
      for (const name of readdirSync(path.join(root, 'adapters', kind))) {
        expect(sources, `${kind}/${name}`).toContain(`adapters/${kind}/${name}/index.ts`);
      }
    }
  });
});

describe('tests', () => {
  test('are nothing the product needs', () => {
    expect(told(of(/^(src|adapters|cards)\//).filter((found) => inside('tests')(found) || inside('bench')(found)))).toEqual([]);
  });

  test('mock no module of ours', () => {
    const mocking = sources.filter(
      (file) =>
        file.startsWith('tests/') && /\bvi\.(do)?mock\(\s*(import\()?['"`]\./.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(mocking).toEqual([]);
  });
});

describe('everywhere', () => {
  test('there are no barrels: an index does more than pass on', () => {
    const barrels = sources.filter((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return /^export \* from/m.test(text);
    });
    expect(barrels).toEqual([]);
  });

  test('imports lead somewhere', () => {
    const known = new Set(sources);
    const lost = imports.filter(
      ({ to }) =>
        /^(src|adapters|cards|tests)\/.*\.(ts|mjs)$/.test(to) && !generated.test(to) && !to.endsWith('.d.ts') && !known.has(to),
    );
    expect(told(lost)).toEqual([]);
  });
});
