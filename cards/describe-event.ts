import type { Texts, TextKey } from '../src/texts/texts.ts';
import type { EventView, TicketView } from './ticket-view.ts';

/** One line of a ticket's history, in words. */
export function describeEvent(event: EventView, view: TicketView, texts: Texts, now: number): string {
  const who = event.who ?? '';
  const { data } = event;
  switch (event.kind) {
    case 'clock_warning': {
      const clock = data.clock === 'policy' ? 'policy' : 'team';
      return Number(data.percent) >= 100
        ? texts(`history.clock_over.${clock}`)
        : texts(`history.clock_warning.${clock}`, { percent: Number(data.percent) });
    }
    case 'buyer_wrote':
      return texts(data.by === 'rules' ? 'history.matter_raised' : 'history.buyer_wrote');
    case 'reply_accepted': {
      const files = Number(data.files ?? 0);
      const first = data.first === true ? 'yes' : 'no';
      const key = data.untranslated === true ? 'history.reply_accepted_untranslated' : 'history.reply_accepted';
      return texts(key, { first, files, took: took(view, event, texts) });
    }
    case 'called':
      return called(data, texts);
    case 'nobody_called':
      return texts('history.nobody_called', { role: texts(`role_called.${String(data.tell)}` as TextKey) });
    case 'released':
      return texts(`history.released_${data.cause === 'expired' ? 'expired' : 'shift_end'}`, { owner: String(data.from) });
    case 'snoozed':
      return texts('history.snoozed', { who, until: texts.time(Number(data.until), now) });
    case 'silenced':
      return texts('history.silenced', { who, until: texts.time(Number(data.until), now) });
    case 'deadline_moved':
      return moved(data, texts, now);
    case 'closed':
      return texts('history.closed', { who, resolution: texts(`resolution.${String(data.resolution)}` as TextKey) });
    case 'transferred':
      return texts('history.transferred', { who, to: String(data.toName) });
    case 'rule_hit':
      if (typeof data.muted === 'string') return texts('history.rule_muted', { rule: data.muted });
      return texts('history.rule_hit', {
        rule: view.reasons.find((reason) => 'ruleId' in reason && reason.ruleId === data.ruleId)?.rule ?? '',
      });
    default:
      return texts(`history.${event.kind}` as TextKey, {
        who,
        text: data.text as string,
        reason: data.reason as string,
        into: data.into as number,
        from: data.from as number,
        files: Number(data.files ?? 0),
      });
  }
}

/** `呼叫值班 王磊(应用内加急)`; what did not work is said beside what did. */
function called({ role, to, wanted, means }: Record<string, unknown>, texts: Texts): string {
  const values = {
    who: `${texts(`role_called.${String(role)}` as TextKey)} ${String(to)}`.trim(),
    wanted: texts(`means.${String(wanted)}` as TextKey),
    means: typeof means === 'string' ? texts(`means.${means}` as TextKey) : '',
  };
  if (typeof means !== 'string') return texts('history.called_in_vain', values);
  return texts(means === wanted ? 'history.called' : 'history.called_otherwise', values);
}

/** `营业时间改了,团队时限 11-24 12:00 → 16:00`: why deadlines moved, and each that did. */
function moved(data: EventView['data'], texts: Texts, now: number): string {
  const moves = (['policy', 'team'] as const).flatMap((clock) => {
    const [from, to] = data[`${clock}DueAt`] as [number | null, number | null];
    if (from === to) return [];
    const time = (at: number | null): string => (at === null ? texts('history.no_deadline') : texts.time(at, now));
    return [texts('history.moved_clock', { clock, from: time(from), to: time(to) })];
  });
  return [texts('history.deadline_moved', { cause: String(data.cause) }), ...moves].join(texts.language === 'zh' ? ',' : ', ');
}

/** `38 分钟`, from the first message to the answer, in minutes that are full. */
function took(view: TicketView, event: EventView, texts: Texts): string {
  const minutes = Math.floor((event.at - view.openedAt) / 60_000);
  const zh = texts.language === 'zh';
  if (minutes < 1) return texts('span.under_a_minute');
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return zh ? `${hours} 小时 ${minutes % 60} 分` : `${hours} h ${minutes % 60} min`;
}
