import type { Endpoint } from '@/middleware/endpoint';
import {
  blockEndpoint,
  deleteTorrentEndpoint,
  deleteUserEndpoint,
  endUserSessionsEndpoint,
  listAuditEndpoint,
  listBlocksEndpoint,
  listUsersEndpoint,
  patchUserEndpoint,
  unblockEndpoint,
} from './administration';
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
  patchUserEndpoint,
  deleteUserEndpoint,
  endUserSessionsEndpoint,
  deleteTorrentEndpoint,
  blockEndpoint,
  listBlocksEndpoint,
  unblockEndpoint,
  listAuditEndpoint,
  healthEndpoint,
  openApiEndpoint,
];
