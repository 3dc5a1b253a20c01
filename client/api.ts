import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../openapi/schema';

export type ApiClient = Client<paths>;

/**
 * Speaks to the API as its document says: paths, parameters, bodies and answers are typed, and a
 * problem is a value. Rejects only when there is no answer.
 * @param origin of the server; the page's own where it is left out
 */
export const apiClient = (origin = ''): ApiClient => createClient<paths>({ baseUrl: origin });
