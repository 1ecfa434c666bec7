import { describe, expect, test } from 'vitest';
import { findEntities } from '../../../src/understanding/entities/find-entities.ts';

describe('orders', () => {
  test.each([
    ['refund for 113-4456721-9983410 please', ['113-4456721-9983410']],
    ['eBay 12-34567-89012', ['12-34567-89012']],
    ['order #10482A is late', ['10482A']],
    ['Order no. 99812', ['99812']],
    ['Meine Bestellung Nr. 8841-22', ['8841-22']],
    ['Bestellnummer: AB-99120', ['AB-99120']],
    ['订单号：2309151234567890', ['2309151234567890']],
    ['주문번호 20231115-12345 취소', ['20231115-12345']],
    ['pesanan 231115KLMN45', ['231115KLMN45']],
    ['My order number is A-2002', ['A-2002']],
    ['Meine Bestellnummer ist A-2002, die Trackingnummer 00340434161094042557', ['A-2002']],
    ['订单号是 A-2002', ['A-2002']],
    ['Sendungsnummer JJD000390007882312345', []],
    ['my order from 2026-11-12', []],
    ['in order to get 2 of 3', []],
    ['+49 170 1234567', []],
  ])('%s', (text, orders) => {
    expect(findEntities(text).orders).toEqual(orders);
  });
});

describe('tracking numbers', () => {
  test.each([
    ['UPS 1Z999AA10123456784', ['1Z999AA10123456784']],
    ['LP00123456789012 not moving', ['LP00123456789012']],
    ['YT2412345678901234', ['YT2412345678901234']],
    ['RR123456785CN arrived?', ['RR123456785CN']],
    ['顺丰 SF1234567890123', ['SF1234567890123']],
    ['DHL 00340434161094042557', ['00340434161094042557']],
    ['9400111899223197428490', ['9400111899223197428490']],
    ['Sendungsnummer: 340434161094', ['340434161094']],
    ['Tracking RR123456785CN', ['RR123456785CN']],
    ['运单号 SF1234567890123', ['SF1234567890123']],
    ['tracking number JD014600003333333333', ['JD014600003333333333']],
    ['tracking TBA123456789000', ['TBA123456789000']],
    ['call me at 12', []],
  ])('%s', (text, tracking) => {
    expect(findEntities(text).tracking).toEqual(tracking);
  });

  test('a tracking number is no order number as well', () => {
    expect(findEntities('order shipped as DHL 340434161094042').orders).toEqual([]);
  });
});

test.each([
  ['B0CX23V2ZK broke', ['B0CX23V2ZK']],
  ['SKU: RED-42/L.', ['RED-42/L']],
  ['sku ab-100', ['ab-100']],
  ['no code 12 here', []],
])('products in %s', (text, products) => {
  expect(findEntities(text).products).toEqual(products);
});

describe('amounts', () => {
  test.each([
    ['€24,90', [{ value: '24.90', currency: 'EUR' }]],
    ['24.90 EUR', [{ value: '24.90', currency: 'EUR' }]],
    ['it was $12.50', [{ value: '12.50', currency: 'USD' }]],
    ['RM 30 only', [{ value: '30', currency: 'MYR' }]],
    ['扣了¥199', [{ value: '199', currency: 'CNY' }]],
    ['¥1980のはず', [{ value: '1980', currency: 'JPY' }]],
    ['1.234,50 €', [{ value: '1234.50', currency: 'EUR' }]],
    ['Rp 150.000', [{ value: '150000', currency: 'IDR' }]],
    ['R$ 90', [{ value: '90', currency: 'BRL' }]],
    [
      '49 zł and 79 zł',
      [
        { value: '49', currency: 'PLN' },
        { value: '79', currency: 'PLN' },
      ],
    ],
    ['350 kr', [{ value: '350' }]],
    ['19900원', [{ value: '19900', currency: 'KRW' }]],
    ['5 items in room 30', []],
  ])('%s', (text, amounts) => {
    expect(findEntities(text).amounts).toEqual(amounts);
  });
});

describe('dates', () => {
  test.each([
    ['since 2026-11-12', ['2026-11-12']],
    ['am 12.11.2026 bestellt', ['2026-11-12']],
    ['on 13/02/2026', ['2026-02-13']],
    ['02/13/2026', ['2026-02-13']],
    ['Nov 12', ['--11-12']],
    ['12 November 2026', ['2026-11-12']],
    ['11月12日买的', ['--11-12']],
    ['2026년 3월 4일', ['2026-03-04']],
    ['99.99.2026', []],
    ['version 1.2.3', []],
  ])('%s', (text, dates) => {
    expect(findEntities(text).dates).toEqual(dates);
  });
});
