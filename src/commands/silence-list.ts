import { silenceLabel } from '../alerts/describe-silence.ts';
import { heldBack } from '../alerts/end-silence.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

const most = 20;

export const silenceList = defineCommand({
  spec: {
    name: 'silence list',
    zh: ['静音 列表'],
    aliases: ['silences'],
    params: [],
    example: { zh: '/静音 列表', en: '/silence list' },
  },
  about: 'help.silence_list',
  least: 'viewer',
  async run(desk) {
    const now = desk.clock.now();
    const texts = textsOf(desk);
    const rows = await desk.db.read.silence.findMany({
      where: { until: { gt: new Date(now) } },
      orderBy: { until: 'asc' },
      take: most,
    });
    if (rows.length === 0) return { text: texts('silence.none') };
    const people = await desk.db.read.person.findMany({ where: { id: { in: rows.map(({ createdBy }) => createdBy) } } });
    const lines = await Promise.all(
      rows.map(async (row) =>
        texts('silence.line', {
          number: row.number,
          what: silenceLabel(desk, row),
          until: texts.time(row.until.getTime(), now),
          who: people.find(({ id }) => id === row.createdBy)?.name ?? '',
          count: await heldBack(desk.db.read, row),
          reason: row.reason ? ` · ${row.reason}` : '',
        }),
      ),
    );
    return { text: [texts('silence.title'), ...lines].join('\n') };
  },
});
