import { expect, onTestFinished, test } from 'vitest';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';

test('a ready-made rule has a name in each language and answers to both; help names one that exists', async () => {
  const service = await startInside({ clock: stoppedClock() });
  onTestFinished(() => service.stop());
  const sandbox = sandboxClient(service.url);
  const ask = async (person: string, text: string): Promise<string> => (await sandbox.say(person, text))[0]!.text;

  expect(await ask('zhao', '/帮助 规则')).toContain('/规则 停用 退款与索赔');
  expect(await ask('lin', '/规则 试跑 退款与索赔 30天')).toContain('「退款与索赔」,看近 30 天');
  await service.settled();
  await ask('lin', '/lang en');
  const list = await ask('zhao', '/rule list');
  expect(list).toContain('● Refunds and claims · Urgent');
  // Keywords are in the buyers' languages; names are in the team's.
  expect(list.split('\n').map((line) => line.split(' · ')[0])).not.toContainEqual(expect.stringMatching(/安全|退款|未回复/));
  const help = await ask('zhao', '/help rule');
  const example = help
    .split('\n')
    .find((line) => line.startsWith('/rule replay'))!
    .split('  ')[0]!;
  expect(await ask('lin', example)).toContain('Trying “Refunds and claims” on the messages of the last 30 days');
  expect(await ask('lin', '/rule off refunds and claims')).toBe('Rule “Refunds and claims” is off');
  expect(await ask('lin', '/规则 启用 退款与索赔')).toBe('Rule “Refunds and claims” is on');
  expect(await ask('lin', '/rule add Refunds and claims when text contains "x" then urgent')).toContain('already');
  const rung = await sandbox.buyer({ store: 'amazon-de', buyer: 'rung', text: 'Ich will mein Geld zurück!' });
  await service.settled();
  await sandbox.advance(3 * 3_600);
  await service.settled();
  const { card } = (await sandbox.cards(rung.ticket))[0]!;
  expect(card!.history!.map(({ text }) => text)).toContain('Rule “Unanswered for two hours” rang');
});
