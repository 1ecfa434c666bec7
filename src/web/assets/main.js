import { showOutbound } from './buyer.js';
import { markMine, onMessages, scrollToEnd } from './chat.js';
import { readClock, startClock } from './clock.js';
import './composer.js';
import { onPersonChange } from './person.js';
import './preview.js';
import { listen } from './stream.js';
import './tabs.js';
import './taps.js';

onPersonChange(markMine);
scrollToEnd('instant');
startClock();
showOutbound().catch(() => {});
// The language may have been changed by a command.
onMessages((news) => news.some(({ dataset }) => dataset.kind === 'text') && readClock().catch(() => {}));
listen();
