import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { createSmtpReceiver, type SmtpReceiver } from '../../../adapters/mail/smtp-receiver.ts';

describe('the built-in SMTP receiver', () => {
  let receiver: SmtpReceiver | undefined;
  afterEach(() => receiver?.stop());

  async function receive(onMail: (raw: Uint8Array, address: string) => Promise<void>, maxBytes?: number) {
    receiver = createSmtpReceiver({
      port: 0,
      host: '127.0.0.1',
      addresses: () => ['support@seller.example', 'us+amazon@seller.example'],
      onMail,
      maxBytes,
    });
    const { port } = await receiver.start();
    const client = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });
    const send = (to: string, text = 'Where is my parcel?') =>
      client.sendMail({ from: 'buyer@customer.example', to, subject: 'Paket 包裹', text }).then(
        () => 250,
        (error: unknown) => (error as { responseCode?: number }).responseCode ?? 0,
      );
    return { port, send };
  }

  it('says 250 only after the mail is durable', async () => {
    const order: string[] = [];
    const { send } = await receive(async (raw, address) => {
      await sleep(100);
      order.push(`stored for ${address}: ${Buffer.from(raw).includes('Where is my parcel?')}`);
    });
    expect(await send('support@seller.example')).toBe(250);
    order.push('acknowledged');
    expect(order).toEqual(['stored for support@seller.example: true', 'acknowledged']);
  });

  it('finds the store by address, a tag aside, and an exact tag first', async () => {
    const addresses: string[] = [];
    const { send } = await receive(async (_raw, address) => void addresses.push(address));
    await send('Support+anything@Seller.example');
    await send('us+amazon@seller.example');
    expect(addresses).toEqual(['support@seller.example', 'us+amazon@seller.example']);
  });

  it('relays nothing', async () => {
    const { send } = await receive(async () => undefined);
    expect(await send('somebody@elsewhere.example')).toBe(550);
    expect(await send('us@seller.example')).toBe(550);
  });

  it('tells the sender to try again when the mail could not be stored', async () => {
    const { send } = await receive(async () => {
      throw new Error('the disk is full');
    });
    expect(await send('support@seller.example')).toBe(451);
  });

  it('refuses what is over the cap, announced or not', async () => {
    let stored = 0;
    const { port, send } = await receive(async () => void (stored += 1), 10_000);
    expect(await send('support@seller.example', 'x'.repeat(50_000))).toBe(552);
    const answers = await speak(port, [
      'EHLO client.example',
      'MAIL FROM:<a@customer.example>',
      'RCPT TO:<support@seller.example>',
      'DATA',
      `Subject: x\r\n\r\n${'x'.repeat(900)}\r\n`.repeat(60) + '.',
    ]);
    expect(answers.at(-1)).toMatch(/^552 /);
    expect(stored).toBe(0);
  });

  it('says so when the port is taken', async () => {
    const { port } = await receive(async () => undefined);
    const second = createSmtpReceiver({ port, host: '127.0.0.1', addresses: () => [], onMail: async () => undefined });
    await expect(second.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('survives clients that vanish in the middle', async () => {
    const stored: string[] = [];
    const { port, send } = await receive(async (raw) => void stored.push(Buffer.from(raw).toString()));
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write('EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<support@seller.example>\r\nDATA\r\nSubject: half');
    await sleep(50);
    socket.resetAndDestroy();
    expect(await send('support@seller.example')).toBe(250);
    expect(stored.filter((raw) => raw.includes('half'))).toEqual([]);
  });
});

/** Says the lines one after the other, each after the answer to the one before, and returns the answers. */
async function speak(port: number, lines: string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  const answer = async () => {
    let text = '';
    for await (const [chunk] of socketData(socket)) {
      text += chunk.toString();
      if (/^\d{3} .*\r\n$/m.test(text)) break;
    }
    answers.push(text);
  };
  await answer();
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    await answer();
  }
  socket.destroy();
  return answers;
}

async function* socketData(socket: ReturnType<typeof connect>): AsyncGenerator<[Buffer]> {
  for (;;) yield [await new Promise<Buffer>((resolve) => socket.once('data', resolve))];
}
