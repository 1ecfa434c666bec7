import { addSilence } from '../alerts/add-silence.ts';
import { silenceLabel } from '../alerts/describe-silence.ts';
import { GengfuError } from '../errors.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { readSilence } from './read-silence.ts';

/** Nothing rings for a rule, store, platform, product, buyer or ticket until a time. */
export const silence = defineCommand({
  spec: {
    name: 'silence',
    zh: ['静音'],
    aliases: ['mute'],
    params: [{ name: 'what', kind: 'rest', label: { zh: '静音什么、到什么时候', en: 'what, and until when' } }],
    example: { zh: '/静音 店铺 shopee-my 到 周一9点 原因 平台维护', en: '/silence store shopee-my until mon 9am maintenance' },
  },
  about: 'help.silence',
  least: 'agent',
  async run(desk, { what }, { by, chat }) {
    const now = desk.clock.now();
    const read = readSilence(what, { now, zone: desk.settings.get('zone') });
    if (read === 'no_time' || read === 'no_subject') throw new GengfuError('silence_needs_end', { typed: what.slice(0, 40) });
    const row = await addSilence(desk, { ...read, by, chatId: chat.id });
    const texts = textsOf(desk);
    return {
      text: texts('silence.begun', {
        number: row.number,
        what: silenceLabel(desk, row),
        until: texts.time(read.until, now),
      }),
    };
  },
});
