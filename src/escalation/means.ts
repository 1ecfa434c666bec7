/** Ways to reach a person, the loudest first; `app`, `sms` and `phone` are the messenger's urgent ones, or our own SMS. */
export const means = ['phone', 'sms', 'app', 'dm', 'mention', 'mail'] as const;
export type Means = (typeof means)[number];

/** What is tried in turn until something reaches the person: what is quieter is still better than silence. */
export const ladders: Readonly<Record<Means, readonly Means[]>> = {
  phone: ['phone', 'sms', 'app', 'dm', 'mention'],
  sms: ['sms', 'app', 'dm', 'mention'],
  app: ['app', 'dm', 'mention'],
  dm: ['dm', 'mention'],
  mention: ['mention', 'dm'],
  mail: ['mail', 'dm', 'mention'],
};
