/** Columns of Attachment that name a file in the vault. */
export const vaultColumns: readonly string[] = ['contentKey', 'thumbnailKey'];
