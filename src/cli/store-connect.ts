import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { GengfuError } from '../errors.ts';
import type { AccountField, AccountForm } from '../ports/account-form.ts';
import { apiOf, connectStore } from '../stores/connect-store.ts';
import type { Connected } from '../stores/connect-store.ts';
import { consentLink } from '../stores/consent-link.ts';
import { askPassword } from './ask-password.ts';
import { CliError } from './cli-error.ts';
import { say, spokenLanguage } from './say.ts';

/** Asks for what the platform's API needs, keeps it sealed and tries it. Also how keys are replaced. */
export const storeConnect = (): Command =>
  new Command('connect')
    .description(say('填写店铺的平台密钥并测试', "fill in a store's keys at its platform and try them"))
    .argument('<id>', say('店铺代号', 'short name of the store'))
    .option('--set <name=value...>', say('直接给出某项(密钥除外)', 'give a field right away (not a secret one)'))
    .action(async (id: string, { set = [] }: { set?: string[] }) => {
      const { inMarket } = await import('./open-market.ts');
      await inMarket(async (market) => {
        const store = market.stores.get(id.toLowerCase());
        if (!store) throw new CliError(say(`没有「${id}」这个店铺`, `no store "${id}"`));
        const form = apiOf(market, store)?.account;
        if (!form)
          throw new CliError(say(`${store.platform} 没有可接的接口`, `${store.platform} has no interface to connect to`));
        process.stdout.write(`${form.limits[spokenLanguage()].join('\n')}\n\n`);
        const values = await askFields(form, set, store.settings.api ?? {});
        try {
          const connected = await connectStore(market, { storeId: store.id, values, by: { id: 'cli' } });
          process.stdout.write(`${outcome(connected, () => consentLink(market, store))}\n`);
          process.exitCode = 'problem' in connected ? 1 : 0;
        } catch (error) {
          if (!(error instanceof GengfuError) || error.code !== 'wrong_fields') throw error;
          const wrong = (error.data.fields as string[]).map((name) => labelOf(form, name)).join(say('、', ', '));
          throw new CliError(say(`没有保存,这几项不对:${wrong}`, `nothing was saved, these are not right: ${wrong}`));
        }
      });
    });

function outcome(connected: Connected, link: () => string): string {
  if ('account' in connected) return say(`接通了:${connected.account}`, `connected: ${connected.account}`);
  if ('problem' in connected)
    return say(`已保存,但平台不接受:${connected.problem}`, `saved, but the platform says no: ${connected.problem}`);
  return say(`已保存。请在浏览器打开授权:\n${link()}`, `saved. Authorise it in a browser:\n${link()}`);
}

const labelOf = ({ fields }: AccountForm, name: string): string =>
  fields.find((field) => field.name === name)?.label[spokenLanguage()] ?? name;

async function askFields(
  { fields }: AccountForm,
  set: readonly string[],
  saved: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const values = Object.fromEntries(set.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  for (const field of fields) {
    const { name } = field;
    if (values[name] !== undefined) {
      if (field.secret)
        throw new CliError(say(`${name} 是密钥,不能放在命令行里`, `${name} is a secret: not on the command line`));
      continue;
    }
    const given = process.env[variableOf(name)];
    if (given !== undefined) values[name] = given;
    else if (process.stdin.isTTY) values[name] = await ask(field, saved[name]);
  }
  return values;
}

/** `partnerKey` → GENGFU_API_PARTNER_KEY */
const variableOf = (name: string): string => `GENGFU_API_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

async function ask(field: AccountField, saved: string | undefined): Promise<string> {
  const language = spokenLanguage();
  const notes = [
    field.hint?.[language],
    saved ? say('回车不变', 'empty: stays') : field.optional || field.rare ? say('可不填', 'optional') : undefined,
  ];
  const shown = notes.filter((note) => note !== undefined).join(say(';', '; '));
  const question = `${field.label[language]}${shown ? ` (${shown})` : ''}`;
  if (field.secret) return askPassword(variableOf(field.name), question);
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await reader.question(`${question}: `);
  } finally {
    reader.close();
  }
}
