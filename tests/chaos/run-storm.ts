/**
 * `npm run storm -- --platform shopee --messages 10000 --kills 50 --seed 7`: the long form of marketplace-storm.test.ts.
 * Prints one JSON line a platform and ends with 1 when anything was lost or doubled.
 */
import { parseArgs } from 'node:util';
import { runStorm } from './marketplace-storm.ts';
import { stormSubjects } from './storm-subjects.ts';

const { values } = parseArgs({
  options: {
    platform: { type: 'string', multiple: true },
    messages: { type: 'string', default: '10000' },
    answers: { type: 'string', default: '80' },
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
  },
});
let wrong = 0;
for (const subject of stormSubjects) {
  if (values.platform && !values.platform.includes(subject.platform)) continue;
  const { messages, answers, kills, seed } = values;
  const report = await runStorm({ subject, messages: +messages, answers: +answers, kills: +kills, seed: +seed });
  wrong += report.lost + report.doubled + report.saidTwice + report.unsaid + (report.ordersLost ?? 0);
  process.stdout.write(`${JSON.stringify({ platform: subject.platform, ...report })}\n`);
}
process.exitCode = wrong > 0 ? 1 : 0;
