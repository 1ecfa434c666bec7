/** The digest: one card for many tickets, worked through in one go. */
export const enDigest = {
  'card.digest': '{at} digest · {count} alerts ({stores, plural, one {# store} other {# stores}})',
  'card.digest_how':
    'Messages could not leave for a while, so these have no card of their own. /list shows all, /show and a number opens one',
  'card.digest_together': 'They came together for one cause. /show and a number opens one, /why and a number says why',
  'card.digest_left': '{count} left',
  'card.digest_done': 'Each has a card of its own, or is taken care of',
  'action.take_next': 'Next one',
  'action.take_all': 'Claim all',
  'toast.take_next': '#{ticket} is yours, its card is on the way',
  'toast.take_all': '{count, plural, one {# ticket is} other {# tickets are}} yours. “Next one” opens them one by one',
  'help.digest_next': 'take the next ticket of a digest and post its card',
  'help.digest_all': 'take all tickets of a digest that nobody has',
  'error.digest_moved': '{by} tapped this digest {ago}; this is how it stands now',
  'error.digest_empty': 'Nothing in this digest waits for you',
  'error.unknown_digest': 'There is no digest to work through here. /list shows all tickets',
} as const;
