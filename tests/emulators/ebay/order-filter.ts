import { orderRefusal } from './order-errors.ts';
import type { Order } from './world.ts';

type Passes = (order: Order) => boolean;

const day = 24 * 3_600_000;
const twoYears = 731 * day;
const fulfilment = ['NOT_STARTED', 'IN_PROGRESS', 'FULFILLED'];

/**
 * Reads `filter=creationdate:[from..to],lastmodifieddate:[from..to],orderfulfillmentstatus:{A|B}`. Of both dates, creation
 * alone counts; without any, the last 90 days do (facts/marketplaces §4.4).
 * @throws Refusal 307xx, 308xx
 */
export function orderFilter(filter: string | null, now: number): Passes {
  const passes: Passes[] = [];
  let created: Passes | undefined;
  let modified: Passes | undefined;
  for (const part of splitTopLevel(filter ?? '')) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(part) ?? [undefined, part];
    switch (name) {
      case 'creationdate':
        created = within(range(value, now), ({ createdAt }) => createdAt);
        break;
      case 'lastmodifieddate':
        modified = within(range(value, now), ({ modifiedAt }) => modifiedAt);
        break;
      case 'orderfulfillmentstatus':
        passes.push(inStatus(value));
        break;
      default:
        throw orderRefusal(30700, name);
    }
  }
  passes.push(created ?? modified ?? (({ createdAt }) => createdAt > now - 90 * day));
  return (order) => passes.every((each) => each(order));
}

/** Commas between filters; none stand inside brackets. */
const splitTopLevel = (filter: string): string[] => filter.split(/,(?![^[{]*[\]}])/).filter(Boolean);

function range(value: string, now: number): [number, number] {
  const [, from, to] = /^\[(.*?)\.\.(.*)\]$/.exec(value) ?? [];
  if (from === undefined || to === undefined) throw orderRefusal(30800, value);
  if (from === '') throw orderRefusal(30820);
  const start = instant(from);
  const end = to === '' ? now : instant(to);
  if (start > now || end > now) throw orderRefusal(30850);
  if (start > end) throw orderRefusal(30840);
  if (end - start > twoYears) throw orderRefusal(30830);
  return [start, end];
}

function instant(value: string): number {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)) throw orderRefusal(30810);
  return Date.parse(value);
}

const within =
  ([start, end]: [number, number], at: (order: Order) => number): Passes =>
  (order) =>
    at(order) >= start && at(order) <= end;

function inStatus(value: string): Passes {
  const [, list] = /^\{(.+)\}$/.exec(value) ?? [];
  const wanted = list?.split('|') ?? [];
  if (wanted.length === 0 || wanted.some((each) => !fulfilment.includes(each))) throw orderRefusal(30800, value);
  return (order) => wanted.includes(order.fulfilment);
}
