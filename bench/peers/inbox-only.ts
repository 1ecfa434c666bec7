/** The real service with its front door open and its workers not started: only durable ingest runs. */
import { serve } from '@hono/node-server';
import { compose } from '../../src/compose.ts';
import { loadConfig } from '../../src/config.ts';

const service = await compose(loadConfig());
serve({ fetch: service.app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`at http://127.0.0.1:${port}`));
process.on('SIGINT', () => process.exit(0));
