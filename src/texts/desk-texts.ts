import type { Desk } from '../desk.ts';
import { textsIn } from './texts.ts';
import type { Texts } from './texts.ts';

/** The bot's words in the team's language and zone. */
export const textsOf = (desk: Pick<Desk, 'settings'>): Texts => textsIn(desk.settings.get('language'), desk.settings.get('zone'));
