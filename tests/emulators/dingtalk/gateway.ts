import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

export interface Subscription {
  type: string;
  topic: string;
}

/** `/v1.0/gateway/connections/open` of facts/messengers §3.2: trades credentials for a ticket. */
export class Gateway {
  readonly #world: World;
  readonly #ticketTtlMs: number;
  readonly #tickets = new Map<string, { subscriptions: Subscription[]; expiresAt: number }>();

  constructor(world: World, ticketTtlMs: number) {
    this.#world = world;
    this.#ticketTtlMs = ticketTtlMs;
  }

  mount(app: Hono, base: () => string): void {
    app.post('/v1.0/gateway/connections/open', async (context) => {
      const body = await context.req.json<{ clientId?: string; clientSecret?: string; subscriptions?: Subscription[] }>();
      // §5.1
      if (body.clientId !== this.#world.clientId || body.clientSecret !== this.#world.clientSecret)
        throw new Refusal('authFailed', '鉴权失败', 401);
      const ticket = randomUUID();
      this.#tickets.set(ticket, { subscriptions: body.subscriptions ?? [], expiresAt: Date.now() + this.#ticketTtlMs });
      const endpoint = `${base().replace('http', 'ws')}/connect`;
      if (context.req.header('accept')?.includes('application/json')) return context.json({ endpoint, ticket });
      // Who does not ask for JSON is answered in XML (§3.9).
      const xml = `<ConnectionOpenResponse><endpoint>${endpoint}</endpoint><ticket>${ticket}</ticket></ConnectionOpenResponse>`;
      return context.body(xml, 200, { 'content-type': 'application/xml' });
    });
  }

  /** Uses a ticket up; null when it is unknown, used or older than its 90 seconds. */
  redeem(ticket: string): Subscription[] | null {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return found && found.expiresAt > Date.now() ? found.subscriptions : null;
  }
}
