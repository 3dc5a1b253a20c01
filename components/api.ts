import { apiClient } from '@/client/api';

/** The API behind these pages. */
export const api = apiClient();
