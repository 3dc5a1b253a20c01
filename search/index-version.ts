/**
 * Counts up whenever `indexEntry` or `foldText` makes other entries than before. The next migration
 * then marks what has an older one, and the server makes those entries anew.
 */
export const INDEX_VERSION = 6;
