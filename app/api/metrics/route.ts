import { bind } from '@/runtime/next';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = bind('/api/metrics');
