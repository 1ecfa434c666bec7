import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSafeFetch } from '../../../adapters/http/safe-fetch.ts';
import type { SafeFetchOptions } from '../../../adapters/http/safe-fetch.ts';

const maxBytes = 100_000;
const closing: (() => unknown)[] = [];

async function server(answer: RequestListener): Promise<string> {
  const http = createServer(answer).listen(0, '127.0.0.1');
  await once(http, 'listening');
  closing.push(() => (http.close(), http.closeAllConnections()));
  return `127.0.0.1:${(http.address() as AddressInfo).port}`;
}

function client(options: SafeFetchOptions = {}) {
  const files = createSafeFetch({ timeLimitMs: 5_000, ...options });
  closing.push(() => files.close());
  return (url: string) => files.fetch(url, { maxBytes });
}

const problem = (found: Promise<unknown>) =>
  found.then(
    () => 'nothing',
    (error: { problem?: string }) => error.problem,
  );

beforeEach(() => void (closing.length = 0));
afterEach(async () => void (await Promise.all(closing.map((close) => close()))));

describe('an address of a stranger', () => {
  test.each([
    ['plain http', 'http://example.com/a.jpg'],
    ['another protocol', 'file:///etc/passwd'],
    ['no address', 'a.jpg'],
    ['a password', 'https://user:pass@example.com/a.jpg'],
    ['an unusual port', 'https://example.com:6379/'],
    ['loopback', 'https://127.0.0.1/'],
    ['loopback in decimal', 'https://2130706433/'],
    ['loopback in hexadecimal', 'https://0x7f000001/'],
    ['loopback in octal', 'https://0177.0.0.1/'],
    ['loopback shortened', 'https://127.1/'],
    ['zero', 'https://0/'],
    ['IPv6 loopback', 'https://[::1]/'],
    ['IPv4 mapped', 'https://[::ffff:127.0.0.1]/'],
    ['IPv4 compatible', 'https://[::127.0.0.1]/'],
    ['NAT64', 'https://[64:ff9b::a9fe:a9fe]/'],
    ['NAT64 of a network', 'https://[64:ff9b:1::a9fe:a9fe]/'],
    ['6to4', 'https://[2002:7f00:1::]/'],
    ['Teredo', 'https://[2001:0:7f00:1::]/'],
    ['cloud metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['IPv6 metadata', 'https://[fd00:ec2::254]/'],
    ['link-local', 'https://[fe80::1]/'],
    ['private', 'https://10.0.0.8/'],
    ['private 172', 'https://172.31.255.1/'],
    ['private 192', 'https://192.168.1.1/'],
    ['carrier-grade NAT', 'https://100.64.0.1/'],
    ['multicast', 'https://224.0.0.1/'],
    ['benchmarking', 'https://198.18.0.1/'],
    ['full-width digits', 'https://１２７.0.0.1/'],
  ])('is refused: %s', async (_, url) => {
    expect(await problem(client()(url))).toBe('address_refused');
  });

  test.each([
    ['a private address', ['10.0.0.8']],
    ['a private one among public ones', ['93.184.215.14', '127.0.0.1']],
    ['a mapped one', ['::ffff:10.0.0.8']],
  ])('is refused when its name leads to %s', async (_, addresses) => {
    const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    expect(await problem(client({ resolve })('https://shop.example/a.jpg'))).toBe('address_refused');
  });

  test('whose name answers differently a moment later is dialled where it was checked', async () => {
    const host = await server((_, response) => response.end('checked'));
    let asked = 0;
    const resolve = async () => [{ address: (asked += 1) === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    const name = `shop.example:${host.split(':')[1]}`;
    const { bytes } = await client({ resolve, trustedHosts: [name] })(`http://${name}/a.txt`);
    expect(Buffer.from(bytes).toString()).toBe('checked');
    expect(asked).toBe(1);
  });
});

test('a host that is trusted on one port is a stranger on the others', async () => {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const fetch = client({ resolve, trustedHosts: ['shop.example:8080'] });
  expect(await problem(fetch('https://shop.example/a.jpg'))).toBe('address_refused');
  expect(await problem(fetch('http://shop.example:9090/a.jpg'))).toBe('address_refused');
});

describe('a redirect', () => {
  const redirecting = (location: string) => server((_, response) => response.writeHead(302, { location }).end());

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'https://127.0.0.1/',
    'http://example.com/',
    'https://u:p@example.com/',
    'file:///etc/passwd',
  ])('is looked at like the first address: %s', async (location) => {
    const host = await redirecting(location);
    expect(await problem(client({ trustedHosts: [host] })(`http://${host}/`))).toBe('address_refused');
  });

  test('to a name of the own network is refused', async () => {
    const host = await redirecting('https://inside.example/');
    const resolve = async () => [{ address: '192.168.0.4', family: 4 }];
    expect(await problem(client({ trustedHosts: [host], resolve })(`http://${host}/`))).toBe('address_refused');
  });

  test('is followed three times and no further', async () => {
    const host = await server(({ url }, response) => {
      const left = Number(url!.slice(1));
      if (left === 0) return response.end('here');
      response.writeHead(307, { location: `/${left - 1}` }).end();
    });
    const fetch = client({ trustedHosts: [host] });
    expect(Buffer.from((await fetch(`http://${host}/3`)).bytes).toString()).toBe('here');
    expect(await problem(fetch(`http://${host}/4`))).toBe('unreachable');
  });
});

describe('a body', () => {
  const answering = async (answer: RequestListener, options: SafeFetchOptions = {}) => {
    const host = await server(answer);
    return client({ trustedHosts: [host], ...options })(`http://${host}/`);
  };

  test('comes whole, with the type that was declared', async () => {
    const file = await answering((_, response) => response.setHeader('content-type', 'image/png; x=y').end('abc'));
    expect(file).toEqual({ bytes: Buffer.from('abc'), type: 'image/png' });
  });

  test('is unpacked', async () => {
    const file = await answering((_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('abc')));
    expect(Buffer.from(file.bytes).toString()).toBe('abc');
  });

  test('that says it is too large is not begun', async () => {
    expect(
      await problem(answering((_, response) => void response.writeHead(200, { 'content-length': '9000000000' }).write('x'))),
    ).toBe('too_large');
  });

  test('that never ends is broken off', async () => {
    let open = true;
    const endless: RequestListener = (_, response) => {
      response.on('close', () => (open = false));
      const pour = (): void => {
        while (response.write(Buffer.alloc(10_000))) if (response.destroyed) return;
        response.once('drain', pour);
      };
      pour();
    };
    expect(await problem(answering(endless))).toBe('too_large');
    await expect.poll(() => open).toBe(false);
  });

  test('that unpacks into far more than it is is broken off', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    expect(await problem(answering((_, response) => response.setHeader('content-encoding', 'gzip').end(bomb)))).toBe('too_large');
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  test('that is not what its encoding says is corrupt', async () => {
    expect(await problem(answering((_, response) => response.setHeader('content-encoding', 'gzip').end('no gzip at all')))).toBe(
      'corrupt',
    );
    expect(await problem(answering((_, response) => response.setHeader('content-encoding', 'zstd').end('x')))).toBe('corrupt');
  });

  test('that trickles is given up', async () => {
    const trickle: RequestListener = (_, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await problem(answering(trickle, { timeLimitMs: 300 }))).toBe('unreachable');
    expect(await problem(answering(() => {}, { timeLimitMs: 300 }))).toBe('unreachable');
  });

  test.each([
    [404, 'expired', false],
    [403, 'expired', false],
    [500, 'unreachable', true],
    [429, 'unreachable', true],
    [418, 'unreachable', false],
  ])('of status %i', async (status, code, temporary) => {
    const failed = answering((_, response) => response.writeHead(status).end());
    await expect(failed).rejects.toMatchObject({ problem: code, temporary });
  });
});
