/** The two ids of a buyer do not match; here one is made from the other, so that a test can follow them. */
const userIdPrefix = '7494';
export const userIdOf = (imUserId: string): string => `${userIdPrefix}${imUserId.padStart(15, '0')}`;
export const imUserIdOf = (userId: string): string => userId.slice(userIdPrefix.length).replace(/^0+/, '');
