import { afterEach, expect, test } from 'vitest';
import { endProcesses } from '../timeline/start-process.ts';
import { runStorm } from './marketplace-storm.ts';
import { mailPlatforms } from './mail-subject.ts';
import { stormSubjects } from './storm-subjects.ts';

afterEach(endProcesses);

/** A mail that was cut off is looked for until copies are filed, up to a minute: too long for here. `npm run storm` has them. */
const inShort = stormSubjects.filter(({ platform }) => !mailPlatforms.some((name) => name === platform));

// A short run of each; `npm run storm` runs long ones.
test.each(inShort)(
  '$platform: pushes, polls and a dying process: every message once, every answer once',
  { timeout: 180_000 },
  async (subject) => {
    const report = await runStorm({ subject, messages: 150, answers: 12, kills: 3, seed: 1 });
    expect(report).toMatchObject({ kept: 150, lost: 0, doubled: 0, saidTwice: 0, unsaid: 0 });
  },
);
