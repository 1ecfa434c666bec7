import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wrong } from '../fault.ts';
import type { Invariant } from '../fault.ts';
import { shopSecret } from '../ground.ts';

/** No secret and nobody's words in anything the service prints. Every text of a run holds its id, followed by what it is. */
export const log: Invariant = ({ run }) => {
  const { feishu, folder, service } = run.ground;
  const printed = service.output();
  const secrets = { 'the shop’s': shopSecret, 'Feishu’s': feishu.appSecret, 'the sealing': sealingKey(folder) };
  const words = printed.match(new RegExp(`(?:\\?|\\.|!|Antwort|Notiz) ${run.id}-[mrn]\\d+`));
  return [
    ...Object.entries(secrets)
      .filter(([, secret]) => printed.includes(secret))
      .map(([name]) => wrong(`${name} secret is in the log`)),
    ...(words ? [wrong(`somebody’s words are in the log: ${words[0]}`)] : []),
  ];
};

const sealingKey = (folder: string): string => readFileSync(path.join(folder, 'key'), 'utf8').trim();
