import { writeFileSync } from 'node:fs';
import { ticketTemplate } from './ticket-template.ts';

// `node adapters/messengers/dingtalk/write-template.ts` after a change of ticket-template.ts; a test notices when it was forgotten.
writeFileSync(new URL('ticket-card.json', import.meta.url), `${JSON.stringify(ticketTemplate(), null, 2)}\n`);
