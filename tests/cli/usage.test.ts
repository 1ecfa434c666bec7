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
    ['a rule nobody can read', ['rule', 'test', '--rule', 'when moon then urgent'], /Unclear near character \d/],
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

  test('bad settings are named with what to write, their values are not', async () => {
    const env = { GENGFU_PORT: 'my-secret', GENGFU_ZONE: 'my-secret', TRANSLATOR_URL: 'my-secret' };
    const { code, err } = await terminal({ env })('store', 'list');
    expect(code).toBe(1);
    expect(err).toContain('GENGFU_PORT: write a whole number from 0 to 65535, such as 8080\n');
    expect(err).toContain('GENGFU_ZONE: write the name of a time zone, such as Europe/London\n');
    expect(err).toContain('TRANSLATOR_URL: write a whole address, such as https://example.com\n');
    expect(err).not.toContain('my-secret');
    const chinese = await terminal({ env: { ...env, GENGFU_LANGUAGE: 'zh' } })('store', 'list');
    expect(chinese.err).toMatch(/^设置有误:\n {2}GENGFU_PORT:请写 0 到 65535 的整数,如 8080\n/);
  });

  test.each([
    ['TRANSLATOR=deepl', 'TRANSLATOR_KEY'],
    ['TRANSLATOR=openai', 'MODEL_NAME'],
  ])('%s without its companion names %s', async (set, missing) => {
    const [name, value] = set.split('=') as [string, string];
    const env = { FEISHU_APP_ID: 'cli_x', FEISHU_APP_SECRET: 'x', [name]: value };
    expect((await terminal({ env })('store', 'list')).err).toBe(`bad settings:\n  ${missing}: is missing; ${set} needs it\n`);
  });

  test('without a command it shows what there is, in the language of the operator', async () => {
    expect((await gengfu('--help')).out).toContain('backup and restore');
    const { out } = await terminal({ env: { GENGFU_LANGUAGE: 'zh' } })('--help');
    expect(out).toContain('备份与恢复');
    expect(out).toMatch(/^用法: .*\n选项:\n.*\n命令:\n/s);
  });

  test.each([
    [['claim'], '没有「claim」这个命令'],
    [['stor'], '没有「stor」这个命令。是不是想用 store?'],
    [['doctor', '--jsn'], '没有「--jsn」这个选项。是不是想用 --json?'],
    [['send'], '还差参数「file」'],
    [['store', 'add', '--id', 'a'], '还差选项「--platform <platform>」'],
    [['store', 'add', '--id'], '选项「--id <id>」后面要跟一个值'],
    [['store', 'list', 'a', 'b'], '参数太多:a, b'],
    [['rule', 'test', 'x', '--days', '1.5'], '「--days <n>」写得不对:应为 1 到 3660 的整数'],
  ])('in Chinese: %j', async (args, words) => {
    const { code, err } = await terminal({ env: { GENGFU_LANGUAGE: 'zh' } })(...args);
    expect(code).toBe(2);
    expect(err).toBe(`${words}  (gengfu --help)\n`);
  });

  test('who came by npm is shown commands that go by npm', async () => {
    const byNpm = terminal({ env: { npm_lifecycle_event: 'gengfu' } });
    expect((await byNpm('claim')).err).toContain('(npm run gengfu -- --help)');
    expect((await byNpm('store', 'list')).out).toContain('npm run gengfu -- store add --help');
  });
});
