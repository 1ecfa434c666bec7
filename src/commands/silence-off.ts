import { silenceLabel } from '../alerts/describe-silence.ts';
import { endSilence } from '../alerts/end-silence.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const silenceOff = defineCommand({
  spec: {
    name: 'silence off',
    zh: ['静音 结束', '静音 取消', '取消静音'],
    aliases: ['silence end', 'unmute'],
    params: [{ name: 'number', kind: 'number', label: { zh: '静音序号', en: 'number of the silence' } }],
    example: { zh: '/静音 结束 3', en: '/silence off 3' },
  },
  about: 'help.silence_off',
  least: 'agent',
  async run(desk, { number }, { by }) {
    const { silence, count } = await endSilence(desk, { number, by });
    return { text: textsOf(desk)('silence.over', { what: silenceLabel(desk, silence), count }) };
  },
});
