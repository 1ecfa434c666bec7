import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';

/** Callers that begin a request and fall silent. */
const stuckCallers = 30;

/** Lines that look alive and carry nothing, outwards and inwards. */
export const halfOpen: Scenario = {
  name: 'half-open lines',
  weight: 4,
  async play(run) {
    const { feishu, feishuLine, shopLine, service } = run.ground;
    run.history.add('fault', 'lines are half-open');
    const { hostname, port } = new URL(service.url);
    const stuck = Array.from({ length: stuckCallers }, () => {
      const line = connect({ host: hostname, port: Number(port) });
      line.on('error', () => {});
      line.write('POST /in/generic/shop HTTP/1.1\r\nHost: shop\r\nContent-Length: 999\r\n\r\n{"type":');
      return line;
    });
    try {
      await liveThrough(run, {
        async meanwhile() {
          await sleep(run.random() * 200);
          feishuLine.freeze();
          shopLine.freeze();
          if (run.random() < 0.3) feishu.freezeConnections();
          await sleep(200 + run.random() * 600);
          feishuLine.thaw();
          shopLine.thaw();
          // Mostly the system notices; else whoever asked has to.
          if (run.random() < 0.8) {
            feishuLine.cut();
            shopLine.cut();
          }
        },
      });
    } finally {
      for (const line of stuck) line.destroy();
      feishuLine.heal();
      shopLine.heal();
    }
  },
};
