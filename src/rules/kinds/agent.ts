import { scopeKind } from './scope-kind.ts';

/** Whoever holds the ticket. Ids and names both match. */
export const agent = scopeKind({
  kind: 'agent',
  read: ({ ownerId, ownerName }) => [ownerId, ownerName].filter((value) => value !== undefined),
  nouns: { zh: ['负责人', '客服'], en: ['agent', 'owner'] },
  example: { zh: '负责人是 "林悦"', en: 'agent is "Lin Yue"' },
  share: 0.1,
});
