export function findChromium(): string | null;
export function findRedis(): string | null;
export function findPgbouncer(): string | null;
export function findNginx(): string | null;
export function ensurePrograms(): void;
