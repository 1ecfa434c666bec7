import { changeSetting } from '../change-setting.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import { intervalKey, pollInterval } from '../polling/poll-interval.ts';
import { streamLabel } from '../polling/stream-label.ts';
import { streamsOf } from '../polling/streams-of.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

const leastMs = 30_000;

/** How often platforms are read and how that goes; with a platform, a stream and a span, sets it. */
export const storePoll = defineCommand({
  spec: {
    name: 'store poll',
    zh: ['店铺 间隔', '店铺 轮询'],
    params: [
      { name: 'platform', kind: 'word', label: { zh: '平台', en: 'platform' }, optional: true },
      { name: 'stream', kind: 'word', label: { zh: '哪一类', en: 'stream' }, optional: true },
      { name: 'every', kind: 'duration', label: { zh: '间隔', en: 'interval' }, optional: true },
    ],
    example: { zh: '/店铺 间隔 shopee 消息 2分钟', en: '/store poll shopee messages 2m' },
  },
  about: 'help.store_poll',
  least: 'viewer',
  async run(desk, { platform, stream: typed, every }, { by }) {
    if (platform && typed && every !== undefined) {
      requireRole(by, 'supervisor');
      const stream = streamMeant(desk, platform, typed);
      const value = { ...desk.settings.get('pollEveryMs'), [intervalKey(platform, stream)]: Math.max(leastMs, every) };
      await changeSetting(desk, { key: 'pollEveryMs', value, by });
    }
    return { text: await describePolls(desk, platform) };
  },
});

/** By its name or by its word in the team's language. @throws GengfuError unknown_stream */
function streamMeant(desk: Desk, platform: string, typed: string): string {
  const texts = textsOf(desk);
  const names = new Set(
    desk.stores
      .all()
      .filter((store) => store.platform === platform)
      .flatMap((store) => streamsOf(desk, store).map(({ name }) => name)),
  );
  const meant = [...names].find((name) => name === typed || streamLabel(name, texts) === typed);
  if (meant) return meant;
  const streams = [...names].map((name) => streamLabel(name, texts)).join(' · ') || '—';
  throw new GengfuError('unknown_stream', { stream: typed, streams });
}

async function describePolls(desk: Desk, platform: string | undefined): Promise<string> {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const states = new Map((await desk.db.read.pollState.findMany()).map((state) => [`${state.storeId} ${state.stream}`, state]));
  const lines = desk.stores
    .all()
    .filter((store) => !platform || store.platform === platform)
    .flatMap((store) =>
      streamsOf(desk, store).map((spec) => {
        const state = states.get(`${store.id} ${spec.name}`);
        return texts('say.polls', {
          store: store.name,
          stream: streamLabel(spec.name, texts),
          every: formatDuration(pollInterval(desk, store, spec), texts.language),
          state: state?.failingSince
            ? texts('say.poll_failing', { since: texts.time(state.failingSince.getTime(), now), problem: state.problem ?? '' })
            : state?.polledAt
              ? texts('say.poll_fresh', { ago: texts.ago(state.polledAt.getTime(), now) })
              : '',
        });
      }),
    );
  return lines.join('\n') || texts('say.no_polls');
}
