import type { RacePoint } from '../../../src/race.ts';
import { alarming, letBuyersWrite } from '../checker/buyers.ts';
import { readTickets } from '../checker/read-run.ts';
import type { Scenario } from '../checker/run.ts';
import { settle } from '../checker/settle.ts';
import { wrongly } from '../checker/wrongly.ts';
import { between, oneOf } from '../random.ts';
import { sandboxClient } from '../../timeline/sandbox-client.ts';

const points = ['step-fired', 'call-begun', 'call-made', 'call-recorded'] as const satisfies RacePoint[];
/** As the ground's policy and roster have it. */
const steps = ['duty dm', 'duty app', 'next app', 'supervisor app', 'supervisor app', 'supervisor app'];
const minutesBetween = [5, 5, 5, 15, 15];

/** Nobody takes an urgent ticket, and whoever rings is killed: every step is taken once and none is left out. */
export const escalation: Scenario = {
  name: 'escalation',
  weight: 2,
  async play(run) {
    const { service, engine } = run.ground;
    if (run.random() < 0.7) {
      const deaths = Array.from({ length: between(run.random, 1, 2) }, () => oneOf(run.random, points));
      run.history.add('fault', `kill at ${deaths.join(', ')}`);
      await service.killAt(...deaths);
    }
    await letBuyersWrite(run, { buyers: 1, messages: 1, atOnce: 1, order: 'in turn', repeated: 0.5, urgent: 1 });
    for (const minutes of [0, ...minutesBetween]) {
      if (minutes > 0) await service.ask((url) => sandboxClient(url).advance(minutes * 60));
      const left = await settle(run);
      wrongly(left.length > 0, `never done: ${left.join(', ')}`);
    }
    const [ticket] = await readTickets(run);
    wrongly(!ticket, `no ticket for "${alarming}"`);
    const calls = await engine.read<{ role: string; wanted: string }>(
      `SELECT "role", "wanted" FROM "Call" WHERE "ticketId" = '${ticket!.id}' AND "state" = 'reached' ORDER BY "askedAt", "id"`,
    );
    run.history.add('rang', `#${ticket!.number}`, { steps: calls.map(({ role, wanted }) => `${role} ${wanted}`), wanted: steps });
    const rings = (await service.insist((url) => sandboxClient(url).messages(), 'the chat')).filter(
      ({ text }) => text.startsWith('🔔') && text.includes(`#${ticket!.number}`),
    );
    run.history.add('rang', `#${ticket!.number} aloud`, {
      steps: rings.map(({ text }) => /@(\S+)/.exec(text)![1]),
      wanted: ['王磊', '陈晨', '林悦', '林悦', '林悦'],
    });
  },
};
