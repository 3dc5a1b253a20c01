import type { Endpoint } from '@/middleware/endpoint';
import {
  correctTorrentEndpoint,
  deleteTorrentEndpoint,
  deleteUserEndpoint,
  endUserSessionsEndpoint,
  getCorrectedEndpoint,
  getUserEndpoint,
  listAuditEndpoint,
  listUsersEndpoint,
  patchUserEndpoint,
  statisticsEndpoint,
} from './administration';
import { createApiKeyEndpoint, listApiKeysEndpoint, revokeApiKeyEndpoint } from './api-keys';
import {
  confirmEmailEndpoint,
  forgotPasswordEndpoint,
  meEndpoint,
  refreshEndpoint,
  requestConfirmationEndpoint,
  resetPasswordEndpoint,
  signInEndpoint,
  signOutEndpoint,
  signUpEndpoint,
} from './auth';
import { ingestEndpoint } from './ingest';
import { healthEndpoint, openApiEndpoint } from './service';
import { blockEndpoint, listBlocksEndpoint, unblockEndpoint } from './take-downs';
import {
  getTorrentEndpoint,
  latestTorrentsEndpoint,
  searchTorrentsEndpoint,
  suggestEndpoint,
} from './torrents';
import {
  changePasswordEndpoint,
  deleteAccountEndpoint,
  endOtherSessionsEndpoint,
  endSessionEndpoint,
  exportAccountEndpoint,
  getProfileEndpoint,
  listSessionsEndpoint,
  patchPreferencesEndpoint,
} from './users';
import {
  clearWatchHistoryEndpoint,
  listWatchHistoryEndpoint,
  recordWatchEndpoint,
  removeWatchEndpoint,
} from './watch-history';

/** Every endpoint there is, in the order in which the document shows them. */
export const endpoints: readonly Endpoint[] = [
  signUpEndpoint,
  signInEndpoint,
  refreshEndpoint,
  signOutEndpoint,
  forgotPasswordEndpoint,
  resetPasswordEndpoint,
  confirmEmailEndpoint,
  requestConfirmationEndpoint,
  meEndpoint,
  searchTorrentsEndpoint,
  suggestEndpoint,
  latestTorrentsEndpoint,
  getTorrentEndpoint,
  getProfileEndpoint,
  deleteAccountEndpoint,
  patchPreferencesEndpoint,
  changePasswordEndpoint,
  exportAccountEndpoint,
  listSessionsEndpoint,
  endOtherSessionsEndpoint,
  endSessionEndpoint,
  recordWatchEndpoint,
  listWatchHistoryEndpoint,
  clearWatchHistoryEndpoint,
  removeWatchEndpoint,
  ingestEndpoint,
  listUsersEndpoint,
  getUserEndpoint,
  patchUserEndpoint,
  deleteUserEndpoint,
  endUserSessionsEndpoint,
  getCorrectedEndpoint,
  correctTorrentEndpoint,
  deleteTorrentEndpoint,
  blockEndpoint,
  listBlocksEndpoint,
  unblockEndpoint,
  createApiKeyEndpoint,
  listApiKeysEndpoint,
  revokeApiKeyEndpoint,
  statisticsEndpoint,
  listAuditEndpoint,
  healthEndpoint,
  openApiEndpoint,
];
