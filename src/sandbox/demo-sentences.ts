import type { DemoMessage } from './demo-message.ts';
import { amazonDeMessages } from './demo-sentences-amazon-de.ts';
import { shopeeMyMessages } from './demo-sentences-shopee-my.ts';

/** What buyers write in the demo: two stores taking turns, as a team with several stores sees it. */
export const demoMessages: readonly DemoMessage[] = amazonDeMessages
  .flatMap((message, index) => [message, shopeeMyMessages[index]])
  .filter((message) => message !== undefined);
