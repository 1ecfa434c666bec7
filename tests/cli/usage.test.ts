import { describe, expect, test } from 'vitest';
import { terminal } from './run-cli.ts';

describe('whatever is typed wrong gets one clear line', () => {
  const gengfu = terminal();
  test.each([
    ['an unknown command', ['claim'], /unknown command 'claim'/],
    ['an unknown option', ['doctor', '--fast'], /unknown option '--fast'/],
    ['a missing option', ['store', 'add', '--id', 'a'], /required option '--platform/],
    ['a missing file name', ['send'], /missing required argument 'file'/],
    ['a file that is not there', ['send', 'nowhere.json'], /there is no .*nowhere\.json/],
    ['a restore of nothing', ['db', 'restore', 'nowhere.db'], /there is no .*nowhere\.db/],
    ['a backup of nothing', ['db', 'backup', 'no-such-folder/never.db'], /does not exist/],
    ['an unknown store', ['store', 'check', 'nobody'], /no store "nobody"/],
    ['an unknown rule', ['rule', 'test', 'nobody'], /no rule “nobody”/],
    ['no rule at all', ['rule', 'test'], /give the name of a rule/],
    ['a rule nobody can read', ['rule', 'test', '--rule', 'when moon then urgent'], /unclear near character \d/],
    ['half a number of days', ['rule', 'test', 'x', '--days', '1.5'], /whole number/],
    [
      'mail without a sender',
      [
        'store',
        'add',
        '--id',
        'a',
        '--platform',
        'amazon',
        '--site',
        'de',
        '--imap',
        'imaps://a@b.example',
        '--smtp',
        'smtps://a@b.example',
      ],
      /--from/,
    ],
    [
      'a mail address that is none',
      ['store', 'add', '--id', 'a', '--platform', 'amazon', '--site', 'de', '--imap', 'b.example'],
      /imaps:\/\/shop@/,
    ],
    [
      'a password that nobody can be asked for',
      ['store', 'add', '--id', 'a', '--platform', 'amazon', '--site', 'de', '--imap', 'imaps://a@b.example'],
      /GENGFU_IMAP_PASSWORD/,
    ],
    ['an id with blanks', ['store', 'add', '--id', 'my shop', '--platform', 'shopify', '--site', 'de'], /--id takes/],
  ])('%s', async (_, args, words) => {
    const { code, out, err } = await gengfu(...args);
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).not.toMatch(/\n\s+at /);
    expect(out).toBe('');
  });

  test('bad settings are named, their values are not', async () => {
    const { code, err } = await terminal({ env: { GENGFU_PORT: 'my-secret' } })('store', 'list');
    expect(code).toBe(1);
    expect(err).toContain('GENGFU_PORT');
    expect(err).not.toContain('my-secret');
  });

  test('without a command it shows what there is, in the language of the operator', async () => {
    expect((await gengfu('--help')).out).toContain('backup and restore');
    expect((await terminal({ env: { GENGFU_LANGUAGE: 'zh' } })('--help')).out).toContain('备份与恢复');
  });
});
