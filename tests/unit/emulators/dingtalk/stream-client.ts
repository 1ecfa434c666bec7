import type { EventEmitter } from 'node:events';
import { DWClient } from 'dingtalk-stream';
import type { DingtalkEmulator } from '../../../emulators/dingtalk.ts';

/** What the subclass of facts/messengers §1.2 reaches although the typings call it private. */
interface Inside {
  config: { endpoint?: unknown };
  dw_url: string;
  socket: EventEmitter;
}

/** The official client, pointed at the emulator as facts/messengers §1.2 shows. */
export class StreamClient extends DWClient {
  readonly #emulator: Pick<DingtalkEmulator, 'url' | 'clientId' | 'clientSecret'>;
  readonly system: string[] = [];

  constructor(emulator: Pick<DingtalkEmulator, 'url' | 'clientId' | 'clientSecret'>) {
    const options = { autoReconnect: false, subscriptions: [{ type: 'EVENT', topic: '*' }] };
    super({ clientId: emulator.clientId, clientSecret: emulator.clientSecret, ...options });
    this.#emulator = emulator;
  }

  override async getEndpoint(): Promise<this> {
    const { url, clientId, clientSecret } = this.#emulator;
    const response = await fetch(`${url}/v1.0/gateway/connections/open`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, ua: 'test/1', subscriptions: this.config.subscriptions }),
    });
    if (!response.ok) throw new Error(`gateway ${response.status}`);
    const { endpoint, ticket } = (await response.json()) as { endpoint: string; ticket: string };
    const inside = this as unknown as Inside;
    inside.config.endpoint = { endpoint, ticket };
    inside.dw_url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
    return this;
  }

  override onSystem(frame: Parameters<DWClient['onSystem']>[0]): void {
    this.system.push(frame.headers.topic);
    super.onSystem(frame);
  }

  async open(): Promise<this> {
    await this.getEndpoint();
    await this._connect();
    (this as unknown as Inside).socket.once('close', () => this.emit('stream:close'));
    return this;
  }

  /** Closed from our side, without listeners left. */
  quit(): void {
    this.disconnect();
    this.removeAllListeners();
  }
}
