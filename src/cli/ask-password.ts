import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { CliError } from './cli-error.ts';
import { say } from './say.ts';

/** A password from the environment, else asked for without showing it. Never from the arguments: every user of the machine sees those. */
export async function askPassword(variable: string, question: string): Promise<string> {
  const given = process.env[variable];
  if (given) return given;
  if (!process.stdin.isTTY) throw new CliError(say(`缺少密码:请设置环境变量 ${variable}`, `password missing: set ${variable}`));
  process.stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      reader.question('', resolve);
      reader.once('SIGINT', () => reject(new CliError(say('已取消', 'cancelled'))));
    });
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
