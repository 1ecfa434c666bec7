/** "geng": tells our advisory locks from those of others on the same database. */
const ours = 0x67656e67;

/** Advisory locks, gone with the session that holds them. */
export const locks = {
  /** One change at a time, whichever process makes it. */
  writer: [ours, 1],
  migration: [ours, 2],
} as const;

/** Of the locks that have names; the name is hashed in the database. */
export const namedLock = `${ours + 1}, hashtext($1)`;
