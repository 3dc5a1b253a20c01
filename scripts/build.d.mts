export const BUNDLES: Record<string, string>;
