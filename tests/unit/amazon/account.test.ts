import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAccount } from '../../../adapters/marketplaces/amazon/api-config.ts';
import { openSeller } from './seller.ts';
import type { Seller } from './seller.ts';

let seller: Seller;
beforeEach(async () => {
  seller = await openSeller();
});
afterEach(() => seller.stop());

const changed = (api: Record<string, string>) => ({
  ...seller.store,
  settings: { ...seller.store.settings, api: { ...seller.store.settings.api!, ...api } },
});

describe('letting us in', () => {
  it('checks with one call, and sets up the queue once', async () => {
    expect(await seller.adapter.checkAuthorisation!(seller.store)).toEqual({ account: 'A2TESTSELLER' });
    seller.amazon.placeOrder();
    expect(seller.amazon.queueCounts().visible).toBe(1);
    await seller.adapter.checkAuthorisation!(seller.store);
    const made = seller.traces.filter(({ call }) => call.startsWith('create'));
    expect(made.map(({ call }) => call)).toEqual(['createDestination', ...Array<string>(4).fill('createSubscription')]);
  });

  it('leaves alone what is sent to another queue, and says so', async () => {
    seller.amazon.deliverTo(seller.amazon.credentials.queueArn);
    const [, account, name] = ['', '444455556666', 'another'];
    const other = changed({ queueArn: `arn:aws:sqs:eu-west-1:${account}:${name}` });
    await expect(seller.adapter.checkAuthorisation!(other)).rejects.toMatchObject({ fault: 'invalid' });
  });

  it('says that the queue does not let Amazon in', async () => {
    seller.amazon.setQueuePolicy('closed');
    await expect(seller.adapter.checkAuthorisation!(seller.store)).rejects.toMatchObject({ fault: 'invalid' });
  });

  it('renews a token that ran out before its time, once, and does the call', async () => {
    await seller.round({ stream: 'orders' });
    seller.amazon.expireAccessTokens();
    await seller.round({ stream: 'orders' });
    expect(seller.amazon.tokensIssued()).toHaveLength(2);
  });

  it('tells a missing role from a lost authorisation', async () => {
    seller.amazon.withholdRole('searchOrders');
    await expect(seller.round({ stream: 'orders' })).rejects.toMatchObject({ fault: 'forbidden' });
    expect(seller.amazon.tokensIssued()).toHaveLength(1);
    seller.amazon.revokeAuthorisation();
    await expect(seller.adapter.checkAuthorisation!(seller.store)).rejects.toMatchObject({ fault: 'expired' });
  });

  it('uses new credentials from the next call on, though the old token is good still', async () => {
    await seller.round({ stream: 'orders' });
    const other = changed({ refreshToken: 'Atzr|not-this-one' });
    await expect(seller.adapter.checkAuthorisation!(other)).rejects.toMatchObject({
      fault: 'expired',
      platformCode: 'invalid_grant',
    });
    const secret = changed({ clientSecret: 'amzn1.oa2-cs.v1.not-this-one' });
    await expect(seller.adapter.authoriser!.refresh(null, secret)).rejects.toMatchObject({ fault: 'expired' });
  });

  it('goes on after a moment of trouble', async () => {
    seller.amazon.failNext({ call: 'token', status: 503 });
    seller.amazon.failNext({ call: 'searchOrders', cut: true });
    expect((await seller.round({ stream: 'orders' })).events).toEqual([]);
  });

  it('keeps secrets out of what it tells', async () => {
    await seller.adapter.checkAuthorisation!(seller.store).catch(() => undefined);
    await seller.poll({ stream: 'notifications' });
    const { clientSecret, refreshToken, awsSecretAccessKey } = seller.amazon.credentials;
    const told = JSON.stringify([seller.traces, await failureOf(changed({ clientSecret: 'x'.repeat(20) }))]);
    for (const secret of [clientSecret, refreshToken, awsSecretAccessKey, 'x'.repeat(20)]) expect(told).not.toContain(secret);
  });

  const failureOf = (store: Seller['store']) =>
    seller.adapter.authoriser!.refresh(null, store).then(
      () => '',
      (error: Error) => `${error.message} ${error.stack}`,
    );
});

describe('settings', () => {
  it('know marketplace and region by the site', () => {
    const of = (site: string, api: Record<string, string> = {}) => readAccount({ ...changed(api), site });
    const bare = { apiUrl: '' };
    const { apiUrl: _, ...rest } = seller.store.settings.api!;
    const store = { ...seller.store, site: 'jp', settings: { sandbox: false, api: rest } };
    expect(readAccount(store)).toMatchObject({
      marketplaceIds: ['A1VC38T7YXB528'],
      apiUrl: 'https://sellingpartnerapi-fe.amazon.com',
      queue: { region: 'eu-west-1' },
    });
    expect(readAccount({ ...store, site: 'gb' }).marketplaceIds).toEqual(['A1F83G8C2ARO7P']);
    expect(of('de', { marketplaceIds: 'ATVPDKIKX0DER A2EUQ1WTGCTBG2' }).marketplaceIds).toEqual([
      'ATVPDKIKX0DER',
      'A2EUQ1WTGCTBG2',
    ]);
    expect(() => of('tw')).toThrow('neither');
    expect(seller.adapter.account!.wrong({ ...rest, ...bare })).toEqual(['apiUrl']);
  });

  it('name the fields that are wrong', () => {
    const form = seller.adapter.account!;
    expect(form.wrong({})).toEqual(['sellerId', 'clientId', 'clientSecret', 'refreshToken']);
    const good = { ...seller.store.settings.api! };
    expect(form.wrong(good)).toEqual([]);
    expect(form.wrong({ ...good, queueArn: 'arn:aws:sqs:eu-west-1:444455556666:orders.fifo', region: 'asia' })).toEqual([
      'region',
      'queueArn',
    ]);
    const { awsSecretAccessKey: _, ...keyless } = good;
    expect(form.wrong(keyless)).toEqual(['awsSecretAccessKey']);
    expect(Object.keys(good).filter((name) => !form.fields.some((field) => field.name === name))).toEqual([]);
  });
});
