import { v7 } from 'uuid';

/** UUIDv7: rises with time, so rows of one moment lie together in every index. */
export const newId = (): string => v7();
