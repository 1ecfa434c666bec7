import { Hono } from 'hono';
import type { Desk } from '../desk.ts';

export function sandboxPage(_desk: Desk): Hono {
  const page = new Hono();
  page.get('/', (c) => c.html('<!doctype html><title>Gengfu</title>'));
  return page;
}
