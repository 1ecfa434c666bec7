import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createHeartbeat } from '../../../adapters/messengers/feishu/heartbeat.ts';

/** A socket whose other end answers pings, or is dead. */
class Line extends EventEmitter {
  ended = false;
  #alive: boolean;
  constructor(alive: boolean) {
    super();
    this.#alive = alive;
  }
  ping(): void {
    if (this.#alive) this.emit('pong');
  }
  terminate(): void {
    this.ended = true;
  }
}

function beats(...lines: Line[]): void {
  const beat = createHeartbeat(0);
  for (const line of lines) for (let times = 0; times < 3; times++) beat(line);
}

test('a line that answers stays', () => {
  const line = new Line(true);
  beats(line);
  expect(line.ended).toBe(false);
});

test('a line that is dead before its first answer is ended, where the gateway answered another', () => {
  const [before, dead] = [new Line(true), new Line(false)];
  beats(before, dead);
  expect(dead.ended).toBe(true);
});

test('a gateway that answers no ping at all keeps its line', () => {
  const line = new Line(false);
  beats(line);
  expect(line.ended).toBe(false);
});
