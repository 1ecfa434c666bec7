import { actions } from '../../cards/card.ts';
import type { Inbound } from '../ports/messenger.ts';
import type { Tracing } from './tracing.ts';

/** Taps and what is said to the bot begin traces of their own; what they ask for goes on in them. */
export function tracedInbound(tracing: Tracing, inbound: Inbound): Inbound {
  if (!tracing.on) return inbound;
  return {
    ...inbound,
    tap: (tap) =>
      tracing.span(
        {
          // Whatever else a tap carries was written by others.
          name: (actions as readonly string[]).includes(tap.action) ? `tap ${tap.action}` : 'tap',
          root: true,
          attributes: { 'gengfu.messenger': tap.messenger, 'gengfu.ticket': tap.ticket },
        },
        () => inbound.tap(tap),
      ),
    said: (saying) =>
      tracing.span({ name: 'said', root: true, attributes: { 'gengfu.messenger': saying.messenger } }, () =>
        inbound.said(saying),
      ),
  };
}
