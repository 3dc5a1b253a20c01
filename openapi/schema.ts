export interface paths {
    "/api/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an account and sign in */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description The answer and its time are the same whether or not the address is known.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change a refresh token for a new pair of tokens
         * @description The token sent dies. A dead one sent again ends its whole family: somebody has copied it.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of a refresh token */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a link for a new password mailed
         * @description The answer and its time are the same whether or not the address is known.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Choose a new password with the token of a link that was mailed
         * @description Every device is signed out. The link is what follows `#` in its address.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an address with the token of a link that was mailed */
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/request-confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have the link that confirms the address mailed again */
        post: operations["requestConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/torrents/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the catalogue
         * @description Case, accents and separators such as `.` and `_` do not matter. When nothing has all the words, with filters or without, what was probably meant is searched for, and `match` says `fuzzy`.
         */
        get: operations["searchTorrents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/torrents/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Complete what is being typed
         * @description Titles that begin with it, the most frequent first; when there are not enough, titles of torrents that a search for it finds. Case, accents and separators do not matter.
         */
        get: operations["suggestTitles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/torrents/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest torrents */
        get: operations["listLatestTorrents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/torrents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One torrent with its files */
        get: operations["getTorrent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The profile and preferences of who is signed in */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        /** Delete the account and everything of theirs */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Merge settings into the preferences
         * @description A value of null removes its key. Answers all preferences.
         */
        patch: operations["patchPreferences"];
        trace?: never;
    };
    "/api/users/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the password
         * @description Ends every other session of the account.
         */
        patch: operations["changePassword"];
        trace?: never;
    };
    "/api/users/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is kept of the account */
        get: operations["exportAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take in preferences and watch history of an export
         * @description Merges: of an entry the newest counts, so that a second time changes nothing. A longer history, or an export of more than 8 MiB, may come in several parts.
         */
        post: operations["importAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/watch-history.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was watched, as a table */
        get: operations["exportWatchTable"];
        put?: never;
        /**
         * Take in such a table
         * @description Merges as an import does. The columns `infoHash`, `progressPercent` and `watchedAt` have to be there; `name` is not looked at. `errors` and `skipped` count rows from 0, without the line of names.
         */
        post: operations["importWatchTable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the account is signed in, the newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** Sign out every other device */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign one device out */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch-history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was watched, newest first */
        get: operations["listWatchHistory"];
        put?: never;
        /**
         * Record how far a torrent, or one file of it, was watched
         * @description One entry for each torrent and file. What a device reports late does not undo what is newer. A position or duration left out keeps its value.
         */
        post: operations["recordWatch"];
        /** Forget everything that was watched */
        delete: operations["clearWatchHistory"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/watch-history/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget one entry */
        delete: operations["removeWatch"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ingest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Push a batch of torrents into the catalogue
         * @description A bad record is rejected with its reasons and the rest go in. Sent again, a batch changes nothing. A field left out keeps its value; `files`, when sent, replace the whole list. Bulk loads send `application/x-ndjson`, a record a line and any number of them, and read the results, a line each, while they send; should the service fail or end on the way, the last line is a problem.
         */
        post: operations["ingestTorrents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts, newest first */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account, and how it is used */
        get: operations["getUser"];
        put?: never;
        post?: never;
        /** Delete an account and everything of theirs */
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        /** Give somebody a role */
        patch: operations["patchUser"];
        trace?: never;
    };
    "/api/admin/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign somebody out everywhere */
        delete: operations["endUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/torrents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A torrent, and what of it was put right */
        get: operations["getCorrectedTorrent"];
        put?: never;
        post?: never;
        /**
         * Remove a torrent
         * @description Its files and what people watched of it go with it. It comes back when it is sent again: to keep it out, block its info hash.
         */
        delete: operations["deleteTorrent"];
        options?: never;
        head?: never;
        /**
         * Put a torrent right
         * @description Null removes. What is set stays when the torrent is sent again, until its field is released.
         */
        patch: operations["correctTorrent"];
        trace?: never;
    };
    "/api/admin/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is blocked, newest first */
        get: operations["listBlocks"];
        put?: never;
        /**
         * Take torrents down
         * @description Removes the torrents of these info hashes, and ingest rejects them from now on. Sent again, it changes nothing.
         */
        post: operations["blockInfoHashes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/blocks/{infoHash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Let a torrent in again
         * @description A hybrid comes in again when both of its hashes may.
         */
        delete: operations["unblockInfoHash"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys for ingest that were made here, newest first */
        get: operations["listApiKeys"];
        put?: never;
        /** Make a key for ingest */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let nobody in with a key any more */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much there is of everything */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What administrators did, newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/maintain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Remove what has expired, and bring up to date what needs it
         * @description Takes about eight seconds at most; what is left is for the next run. Of calls at the same time one does it, and within a minute of it no other.
         */
        get: operations["maintain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cron/scrape": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell the Worker to look for torrents
         * @description Answers when the Worker has taken it in, not when it is done. Skipped where no Worker is configured (`WORKER_URL`).
         */
        get: operations["scrape"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the service and its database answer */
        get: operations["checkHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Figures for Prometheus
         * @description Of all processes that share the port; where functions come and go, of the one that answers.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenApiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SignUp: {
            /**
             * Format: email
             * @example ada@example.org
             */
            email: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description What to call this device in the list of sessions.
             * @example Ada’s phone
             */
            device?: string;
        };
        SignIn: {
            /**
             * Format: email
             * @example ada@example.org
             */
            email: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            password: string;
            /**
             * @description What to call this device in the list of sessions.
             * @example Ada’s phone
             */
            device?: string;
        };
        RefreshToken: {
            /**
             * @description Opaque. Works once: every refresh answers a new one.
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11.q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI
             */
            refreshToken: string;
        };
        ForgotPassword: {
            /**
             * Format: email
             * @example ada@example.org
             */
            email: string;
        };
        ResetPassword: {
            /** @example q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI */
            token: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            newPassword: string;
        };
        ConfirmEmail: {
            /** @example q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI */
            token: string;
        };
        DeleteAccount: {
            /**
             * Format: password
             * @example correct horse battery staple
             */
            currentPassword: string;
        };
        /**
         * @example {
         *       "language": "en",
         *       "subtitles": null
         *     }
         */
        PreferencesPatch: {
            [key: string]: string | null;
        };
        ChangePassword: {
            /**
             * Format: password
             * @example correct horse battery staple
             */
            currentPassword: string;
            /**
             * Format: password
             * @example correct horse battery staple
             */
            newPassword: string;
        };
        /** @description Preferences and watch history are taken in. */
        AccountImport: {
            profile?: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "subtitles": "on"
                 *     }
                 */
                preferences?: {
                    [key: string]: string;
                };
                id?: unknown;
                email?: unknown;
                emailConfirmed?: unknown;
                role?: unknown;
                createdAt?: unknown;
                updatedAt?: unknown;
            };
            watchHistory?: components["schemas"]["ImportedWatchEntry"][];
            exportedAt?: unknown;
            sessions?: unknown;
        };
        ImportedWatchEntry: {
            /** @example 08ada5a7a6183aae1e09d831df6748d566095a10 */
            infoHash: string;
            fileIndex?: number | null;
            /** @example 42 */
            progressPercent: number;
            positionSeconds?: number | null;
            durationSeconds?: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            watchedAt: string;
            id?: unknown;
            torrentId?: unknown;
            name?: unknown;
        };
        WatchProgress: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            torrentId: string;
            fileIndex?: number | null;
            /** @example 42 */
            progressPercent: number;
            positionSeconds?: number | null;
            durationSeconds?: number | null;
            /**
             * Format: date-time
             * @description When it was watched, by the clock of the device; now when left out. Older than what is stored: nothing changes, so reports may come late and in any order. A clock that runs ahead shuts out no other: what is stored for a time to come is followed by any report of the last five minutes, and one that is far ahead also by one of the next five.
             * @example 2026-01-31T12:00:00.000Z
             */
            watchedAt?: string;
        };
        IngestBatch: {
            torrents: components["schemas"]["IngestRecord"][];
        };
        IngestRecord: {
            /** @example 08ada5a7a6183aae1e09d831df6748d566095a10 */
            infoHash: string;
            /** @description The SHA-256 info hash of a hybrid torrent. */
            infoHashV2?: string;
            /**
             * @description Info hash of the torrent of the same source that this one was made anew from: its entry becomes this one, and keeps its id and watch history. Its files, counts and torrent file go where this record brings none. Of no effect when there is none.
             * @example dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c
             */
            replaces?: string;
            /** @example Sintel */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
            /** Format: uri */
            posterUrl?: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            publishedAt?: string;
            /** @example archive.org */
            source?: string;
            /** Format: uri */
            sourceUrl?: string;
            /** @example CC-BY-3.0 */
            license?: string;
            /** Format: uri */
            torrentUrl?: string;
            trackers?: string[];
            webSeeds?: string[];
            seeders?: number;
            leechers?: number;
            /**
             * Format: date-time
             * @description When the swarm was counted; the time of arrival when left out.
             * @example 2026-01-31T12:00:00.000Z
             */
            swarmCheckedAt?: string;
            /** @description When sent, replaces the whole list. What people watched is kept under where its file is now, known by its name or else its size; of a file that is gone, under the torrent as a whole. */
            files?: components["schemas"]["IngestFile"][];
        };
        IngestFile: {
            /** @example 0 */
            index: number;
            /**
             * @description Path inside the torrent, parts joined by `/`.
             * @example Sintel.mp4
             */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
        };
        UserPatch: {
            /** @enum {string} */
            role: "user" | "admin";
        };
        /**
         * @example {
         *       "name": "Sintel (2010)",
         *       "release": [
         *         "posterUrl"
         *       ]
         *     }
         */
        TorrentPatch: {
            name?: string;
            posterUrl?: string | null;
            publishedAt?: string | null;
            sourceUrl?: string | null;
            license?: string | null;
            torrentUrl?: string | null;
            /**
             * @description Fields that are left to ingest again, which sets them when it brings them next.
             * @example [
             *       "posterUrl"
             *     ]
             */
            release?: ("name" | "posterUrl" | "publishedAt" | "sourceUrl" | "license" | "torrentUrl")[];
        };
        BlockRequest: {
            infoHashes: string[];
            /** @example Notice of the rights holder */
            reason: string;
            /**
             * @description Where the notice is filed: a number, an address.
             * @example notice 2026-17
             */
            reference?: string;
        };
        ApiKeyRequest: {
            /**
             * @description Who or what uses it.
             * @example scraper of the Internet Archive
             */
            name: string;
        };
        Session: {
            /** @description A JWT for `Authorization: Bearer`. */
            accessToken: string;
            /** @constant */
            tokenType: "Bearer";
            /**
             * @description Seconds the access token lives.
             * @example 900
             */
            expiresIn: number;
            /**
             * @description Opaque. Works once: every refresh answers a new one.
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11.q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI
             */
            refreshToken: string;
            user: components["schemas"]["User"];
        };
        User: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /** Format: email */
            email: string;
            /** @description Whether a link that was mailed to the address has been used. */
            emailConfirmed: boolean;
            /** @enum {string} */
            role: "user" | "admin";
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            updatedAt: string;
        };
        /**
         * @description An error as RFC 9457 describes it.
         * @example {
         *       "type": "/docs/errors#validation_failed",
         *       "title": "Invalid request",
         *       "status": 400,
         *       "detail": "email must be an e-mail address.",
         *       "instance": "/api/auth/sign-up",
         *       "code": "validation_failed",
         *       "requestId": "0b4a3b0a-1c1e-4f5e-9d0a-0a6a9f7c2d11",
         *       "errors": [
         *         {
         *           "in": "body",
         *           "path": "email",
         *           "message": "must be an e-mail address"
         *         }
         *       ]
         *     }
         */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            instance: string;
            /** @description Stable name of the error, made for programs. */
            code: string;
            requestId: string;
            errors?: {
                /** @enum {string} */
                in: "body" | "query" | "path" | "header";
                /** @description Dotted path of the field; empty for the whole. */
                path: string;
                message: string;
            }[];
        };
        TorrentSearchPage: {
            items: components["schemas"]["FoundTorrent"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
            total: {
                value: number;
                /**
                 * @description `eq`: exactly that many; `gte`: at least that many.
                 * @enum {string}
                 */
                relation: "eq" | "gte";
            };
            /**
             * @description `fuzzy`: nothing matched the words, these match what was probably meant.
             * @enum {string}
             */
            match: "exact" | "fuzzy";
            /**
             * @description What was searched for in the place of what was typed; null when that matched.
             * @example big buck bunny
             */
            didYouMean: string | null;
            /**
             * @description How many of the torrents found have which values, the most frequent first; on a first page that is asked for them. Of what `total` is no more than `gte`, the ones that were looked at are counted.
             * @example {
             *       "kind": [
             *         {
             *           "value": "video",
             *           "count": 12
             *         }
             *       ]
             *     }
             */
            facets?: {
                [key: string]: components["schemas"]["FacetValue"][];
            };
        };
        FoundTorrent: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * @description Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.
             * @example 08ada5a7a6183aae1e09d831df6748d566095a10
             */
            infoHash: string;
            /** @description The SHA-256 info hash of a hybrid torrent (BEP 52). */
            infoHashV2: string | null;
            /** @example Sintel */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
            posterUrl: string | null;
            /**
             * Format: date-time
             * @description When it came into the catalogue.
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /** @description When the source published it. */
            publishedAt: string | null;
            /** @example archive.org */
            source: string | null;
            sourceUrl: string | null;
            /** @example CC-BY-3.0 */
            license: string | null;
            torrentUrl: string | null;
            /** @description What most of its bytes are, by the names of its files. */
            kind: ("video" | "audio" | "book" | "software") | null;
            /** @description Of the work, as far as the name tells. */
            year: number | null;
            season: number | null;
            episode: number | null;
            /** @example 1080p */
            resolution: string | null;
            /**
             * @description What it was made from, as the name says.
             * @example bluray
             */
            quality: string | null;
            /** @example x264 */
            codec: string | null;
            /**
             * @description ISO 639-1 codes of those that the name speaks of.
             * @example [
             *       "de"
             *     ]
             */
            languages: string[];
            seeders: number | null;
            leechers: number | null;
            /** @description When seeders and leechers were counted. */
            swarmCheckedAt: string | null;
            /** @example magnet:?xt=urn:btih:08ada5a7a6183aae1e09d831df6748d566095a10&dn=Sintel&xl=129302391 */
            magnetUri: string;
            /** @description The file whose name has the words that the name of the torrent has not. Up to 1,000 such words of the first 2,000 files are known. */
            matchedFile: components["schemas"]["TorrentFile"] | null;
        };
        TorrentFile: {
            /** @example 0 */
            index: number;
            /** @example Sintel.mp4 */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
        };
        FacetValue: {
            /** @description As its filter takes it, in the commonest case. */
            value: string | number;
            count: number;
        };
        Suggestions: {
            items: {
                /**
                 * @description A title of the catalogue, to be searched for.
                 * @example Big Buck Bunny
                 */
                text: string;
                /** @description About how many are called so. */
                torrents: number;
            }[];
        };
        TorrentPage: {
            items: components["schemas"]["Torrent"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        /** @description A torrent of the catalogue. What is not known is null. */
        Torrent: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * @description Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.
             * @example 08ada5a7a6183aae1e09d831df6748d566095a10
             */
            infoHash: string;
            /** @description The SHA-256 info hash of a hybrid torrent (BEP 52). */
            infoHashV2: string | null;
            /** @example Sintel */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
            posterUrl: string | null;
            /**
             * Format: date-time
             * @description When it came into the catalogue.
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /** @description When the source published it. */
            publishedAt: string | null;
            /** @example archive.org */
            source: string | null;
            sourceUrl: string | null;
            /** @example CC-BY-3.0 */
            license: string | null;
            torrentUrl: string | null;
            /** @description What most of its bytes are, by the names of its files. */
            kind: ("video" | "audio" | "book" | "software") | null;
            /** @description Of the work, as far as the name tells. */
            year: number | null;
            season: number | null;
            episode: number | null;
            /** @example 1080p */
            resolution: string | null;
            /**
             * @description What it was made from, as the name says.
             * @example bluray
             */
            quality: string | null;
            /** @example x264 */
            codec: string | null;
            /**
             * @description ISO 639-1 codes of those that the name speaks of.
             * @example [
             *       "de"
             *     ]
             */
            languages: string[];
            seeders: number | null;
            leechers: number | null;
            /** @description When seeders and leechers were counted. */
            swarmCheckedAt: string | null;
            /** @example magnet:?xt=urn:btih:08ada5a7a6183aae1e09d831df6748d566095a10&dn=Sintel&xl=129302391 */
            magnetUri: string;
        };
        TorrentDetail: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * @description Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.
             * @example 08ada5a7a6183aae1e09d831df6748d566095a10
             */
            infoHash: string;
            /** @description The SHA-256 info hash of a hybrid torrent (BEP 52). */
            infoHashV2: string | null;
            /** @example Sintel */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
            posterUrl: string | null;
            /**
             * Format: date-time
             * @description When it came into the catalogue.
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /** @description When the source published it. */
            publishedAt: string | null;
            /** @example archive.org */
            source: string | null;
            sourceUrl: string | null;
            /** @example CC-BY-3.0 */
            license: string | null;
            torrentUrl: string | null;
            /** @description What most of its bytes are, by the names of its files. */
            kind: ("video" | "audio" | "book" | "software") | null;
            /** @description Of the work, as far as the name tells. */
            year: number | null;
            season: number | null;
            episode: number | null;
            /** @example 1080p */
            resolution: string | null;
            /**
             * @description What it was made from, as the name says.
             * @example bluray
             */
            quality: string | null;
            /** @example x264 */
            codec: string | null;
            /**
             * @description ISO 639-1 codes of those that the name speaks of.
             * @example [
             *       "de"
             *     ]
             */
            languages: string[];
            seeders: number | null;
            leechers: number | null;
            /** @description When seeders and leechers were counted. */
            swarmCheckedAt: string | null;
            /** @example magnet:?xt=urn:btih:08ada5a7a6183aae1e09d831df6748d566095a10&dn=Sintel&xl=129302391 */
            magnetUri: string;
            files: components["schemas"]["TorrentFile"][];
        };
        Profile: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /** Format: email */
            email: string;
            /** @description Whether a link that was mailed to the address has been used. */
            emailConfirmed: boolean;
            /** @enum {string} */
            role: "user" | "admin";
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            updatedAt: string;
            preferences: components["schemas"]["Preferences"];
        };
        /**
         * @example {
         *       "language": "en",
         *       "subtitles": "on"
         *     }
         */
        Preferences: {
            [key: string]: string;
        };
        /** @description Everything that is kept of an account. */
        AccountExport: {
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            exportedAt: string;
            profile: components["schemas"]["Profile"];
            sessions: components["schemas"]["DeviceSession"][];
            watchHistory: {
                /**
                 * Format: uuid
                 * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
                 */
                id: string;
                /**
                 * Format: uuid
                 * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
                 */
                torrentId: string;
                fileIndex: number | null;
                /** @example 42 */
                progressPercent: number;
                positionSeconds: number | null;
                durationSeconds: number | null;
                /**
                 * Format: date-time
                 * @example 2026-01-31T12:00:00.000Z
                 */
                watchedAt: string;
                /**
                 * @description Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.
                 * @example 08ada5a7a6183aae1e09d831df6748d566095a10
                 */
                infoHash: string;
                /**
                 * @description Of the torrent.
                 * @example Sintel
                 */
                name: string;
            }[];
        };
        DeviceSession: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            device: string | null;
            /**
             * Format: date-time
             * @description When it signed in.
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it last changed its refresh token.
             * @example 2026-01-31T12:00:00.000Z
             */
            lastUsedAt: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            expiresAt: string;
            /** @description Whether it is the one that asks. */
            isCurrent: boolean;
        };
        ImportReport: {
            /** @description Settings that were taken in. */
            preferences: number;
            watchHistory: {
                received: number;
                created: number;
                updated: number;
                /** @description What is kept is as new, or newer. */
                unchanged: number;
                /** @description Entries of torrents, or files, that the catalogue does not have. */
                skipped: {
                    index: number;
                    infoHash: string;
                    reason: string;
                }[];
            };
        };
        DeviceSessionPage: {
            items: components["schemas"]["DeviceSession"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        WatchEntry: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            torrentId: string;
            fileIndex: number | null;
            /** @example 42 */
            progressPercent: number;
            positionSeconds: number | null;
            durationSeconds: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            watchedAt: string;
        };
        WatchHistoryPage: {
            items: components["schemas"]["WatchEntryWithTorrent"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        WatchEntryWithTorrent: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            torrentId: string;
            fileIndex: number | null;
            /** @example 42 */
            progressPercent: number;
            positionSeconds: number | null;
            durationSeconds: number | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            watchedAt: string;
            /** @description The file that `fileIndex` is the index of; null where that is null, or the files of the torrent are unknown. */
            file: components["schemas"]["TorrentFile"] | null;
            torrent: components["schemas"]["Torrent"];
        };
        IngestReport: {
            received: number;
            created: number;
            updated: number;
            unchanged: number;
            rejected: number;
            results: components["schemas"]["IngestResult"][];
        };
        IngestResult: {
            /** @description Place of the record in the batch, or among the lines that are not blank, from 0. */
            index: number;
            /** @description Null when the record did not carry a valid one. */
            infoHash: string | null;
            /** @enum {string} */
            status: "created" | "updated" | "unchanged" | "rejected";
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id?: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        UserPage: {
            items: components["schemas"]["User"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        UserDetail: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /** Format: email */
            email: string;
            /** @description Whether a link that was mailed to the address has been used. */
            emailConfirmed: boolean;
            /** @enum {string} */
            role: "user" | "admin";
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            updatedAt: string;
            /** @description Devices that are signed in. */
            sessions: number;
            /** @description When one of them last changed its refresh token; null when none is signed in. */
            lastSeenAt: string | null;
            /** @description How long their history is. */
            watchEntries: number;
        };
        CorrectedTorrent: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * @description Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.
             * @example 08ada5a7a6183aae1e09d831df6748d566095a10
             */
            infoHash: string;
            /** @description The SHA-256 info hash of a hybrid torrent (BEP 52). */
            infoHashV2: string | null;
            /** @example Sintel */
            name: string;
            /** @example 129241752 */
            sizeBytes: number;
            posterUrl: string | null;
            /**
             * Format: date-time
             * @description When it came into the catalogue.
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /** @description When the source published it. */
            publishedAt: string | null;
            /** @example archive.org */
            source: string | null;
            sourceUrl: string | null;
            /** @example CC-BY-3.0 */
            license: string | null;
            torrentUrl: string | null;
            /** @description What most of its bytes are, by the names of its files. */
            kind: ("video" | "audio" | "book" | "software") | null;
            /** @description Of the work, as far as the name tells. */
            year: number | null;
            season: number | null;
            episode: number | null;
            /** @example 1080p */
            resolution: string | null;
            /**
             * @description What it was made from, as the name says.
             * @example bluray
             */
            quality: string | null;
            /** @example x264 */
            codec: string | null;
            /**
             * @description ISO 639-1 codes of those that the name speaks of.
             * @example [
             *       "de"
             *     ]
             */
            languages: string[];
            seeders: number | null;
            leechers: number | null;
            /** @description When seeders and leechers were counted. */
            swarmCheckedAt: string | null;
            /** @example magnet:?xt=urn:btih:08ada5a7a6183aae1e09d831df6748d566095a10&dn=Sintel&xl=129302391 */
            magnetUri: string;
            files: components["schemas"]["TorrentFile"][];
            /** @description Fields that an administrator has set: ingest does not change them. */
            corrected: ("name" | "posterUrl" | "publishedAt" | "sourceUrl" | "license" | "torrentUrl")[];
        };
        BlockReport: {
            /** @description Newly blocked; the other hash of a hybrid that was removed counts as well. */
            blocked: number;
            alreadyBlocked: number;
            removedTorrents: number;
        };
        BlockPage: {
            items: components["schemas"]["Block"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        Block: {
            /**
             * @description Lower-case hex: 40 digits (v1), or 64 for a v2-only torrent.
             * @example 08ada5a7a6183aae1e09d831df6748d566095a10
             */
            infoHash: string;
            /** @example Notice of the rights holder */
            reason: string;
            reference: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
        };
        NewApiKey: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * @description Who or what uses it.
             * @example scraper of the Internet Archive
             */
            name: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /** @description To the minute; null when never. */
            lastUsedAt: string | null;
            /**
             * @description For `X-API-Key`. It is answered once, and kept as a hash alone.
             * @example ingest_q1Zc0oWk3m5J0e8rjP2y3i6cT4g7uXvB9nLsDhAaEfI
             */
            key: string;
        };
        ApiKeyPage: {
            items: components["schemas"]["ApiKey"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        ApiKey: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /**
             * @description Who or what uses it.
             * @example scraper of the Internet Archive
             */
            name: string;
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
            /** @description To the minute; null when never. */
            lastUsedAt: string | null;
        };
        Statistics: {
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            countedAt: string;
            users: {
                total: number;
                /** @description Those who used a link that was mailed to them. */
                confirmed: number;
                administrators: number;
                newInADay: number;
            };
            sessions: {
                /** @description Devices that are signed in. */
                total: number;
                /** @description Who signed in or renewed an access token in the last 24 hours. */
                usersInADay: number;
            };
            torrents: {
                total: components["schemas"]["Tally"];
                newInADay: components["schemas"]["Tally"];
                files: components["schemas"]["Tally"];
            };
            watchEntries: components["schemas"]["Tally"];
            blocks: components["schemas"]["Tally"];
            apiKeys: number;
            databaseBytes: number;
        };
        Tally: {
            value: number;
            /**
             * @description `about`: counting stopped at 100,000, and the rest is an estimate.
             * @enum {string}
             */
            relation: "eq" | "about";
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            /** @description Pass it as `cursor` for the next page; null on the last. */
            nextCursor: string | null;
        };
        AuditEntry: {
            /**
             * Format: uuid
             * @example 5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11
             */
            id: string;
            /** @description Who did it; the account may be gone since. Null: who runs this, at the command line. */
            actorId: string | null;
            /** @enum {string} */
            action: "block" | "unblock" | "correct-torrent" | "delete-torrent" | "change-role" | "end-sessions" | "delete-user" | "create-api-key" | "revoke-api-key";
            /**
             * @description What was done, and to what.
             * @example {
             *       "infoHashes": [
             *         "b10cb10cb10cb10cb10cb10cb10cb10cb10cb10c"
             *       ],
             *       "reason": "Notice of the rights holder"
             *     }
             */
            details: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T12:00:00.000Z
             */
            createdAt: string;
        };
        JobReport: {
            /** @enum {string} */
            job: "maintain" | "scrape";
            /**
             * @description `unfinished`: there is more to do, which the next run goes on with.
             * @enum {string}
             */
            outcome: "done" | "unfinished" | "skipped";
            /** @description Why it was skipped. */
            reason?: string;
            /** @description What had expired. */
            removed?: {
                sessions: number;
                mailedLinks: number;
                counters: number;
            };
            /** @description Search entries of an older version that were made anew. */
            renewedEntries?: number;
            /** @description Tables of the embedded database that were vacuumed. */
            vacuumed?: string[];
            /** @description Sources that the Worker now looks through. */
            sources?: string[];
        };
        Health: {
            /** @enum {string} */
            status: "ok" | "unavailable";
            version: string;
            uptimeSeconds: number;
            database: {
                /** @enum {string} */
                status: "ok" | "unavailable";
                /** @enum {string} */
                kind: "pglite" | "postgresql";
                latencyMs: number | null;
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description What to send as `If-None-Match` when it is asked for again.
         * @example W/"kHPpBn10xHICx-6UZYTzeHJw8Ic"
         */
        ETag: string;
        /**
         * @description Seconds after which it is worth to try again.
         * @example 60
         */
        "Retry-After": string;
        /**
         * @description What lets callers in.
         * @example Bearer error="invalid_token"
         */
        "WWW-Authenticate": string;
        /**
         * @description By which the log knows the request: the one that was sent, or a new one.
         * @example 0b4a3b0a-1c1e-4f5e-9d0a-0a6a9f7c2d11
         */
        "X-Request-Id": string;
        /**
         * @description Who may keep it, and for how many seconds.
         * @example public, max-age=0, s-maxage=60, stale-while-revalidate=300
         */
        "Cache-Control.catalogue": string;
        /**
         * @description Who may keep it, and for how many seconds.
         * @example public, max-age=300, stale-while-revalidate=3600
         */
        "Cache-Control.document": string;
        /**
         * @description Who may keep it, and for how many seconds.
         * @example private, no-store
         */
        "Cache-Control.private": string;
        /**
         * @description Who may keep it, and for how many seconds.
         * @example no-store
         */
        "Cache-Control.none": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "sign-up";q=60;w=600
         */
        "RateLimit-Policy.sign-up": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "sign-up";r=59;t=600
         */
        "RateLimit.sign-up": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "sign-in";q=120;w=300
         */
        "RateLimit-Policy.sign-in": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "sign-in";r=119;t=300
         */
        "RateLimit.sign-in": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "account";q=300;w=60
         */
        "RateLimit-Policy.account": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "account";r=299;t=60
         */
        "RateLimit.account": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "search";q=300;w=60
         */
        "RateLimit-Policy.search": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "search";r=299;t=60
         */
        "RateLimit.search": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "read";q=1200;w=60
         */
        "RateLimit-Policy.read": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "read";r=1199;t=60
         */
        "RateLimit.read": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "write";q=600;w=60
         */
        "RateLimit-Policy.write": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "write";r=599;t=60
         */
        "RateLimit.write": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "import";q=30;w=600
         */
        "RateLimit-Policy.import": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "import";r=29;t=600
         */
        "RateLimit.import": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "ingest";q=1200;w=60
         */
        "RateLimit-Policy.ingest": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "ingest";r=1199;t=60
         */
        "RateLimit.ingest": string;
        /**
         * @description The quota: `q` calls in `w` seconds.
         * @example "refusal";q=600;w=60
         */
        "RateLimit-Policy.refusal": string;
        /**
         * @description `r` calls are left for the next `t` seconds.
         * @example "refusal";r=599;t=60
         */
        "RateLimit.refusal": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `email_taken`: Address taken. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_credentials`: Wrong address or password. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_refresh_token`: Invalid refresh token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshToken"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPassword"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-up"];
                    RateLimit: components["headers"]["RateLimit.sign-up"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. `invalid_link`: Invalid link. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEmail"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. `invalid_link`: Invalid link. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.sign-in"];
                    RateLimit: components["headers"]["RateLimit.sign-in"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchTorrents: {
        parameters: {
            query: {
                /** @description Words, all of which must match, the last as a prefix; `"a phrase"`; `-word` excludes; or an info hash, or a magnet link. Any text will do for which a request has room (16 KiB with its headers); without a word it finds what passes the filters, the newest first, or nothing where there are none. The first 200 words count, and of a phrase the first 64. */
                q: string;
                /** @description Newest: what came into the catalogue last (`createdAt`) first. Size and seeders: the most first. */
                sort?: "relevance" | "newest" | "size" | "seeders";
                kind?: "video" | "audio" | "book" | "software";
                year?: number;
                yearFrom?: number;
                yearTo?: number;
                /** @description In any case; `4K` and `2160` are `2160p`. */
                resolution?: string;
                /** @description In any case. */
                license?: string;
                /** @description In any case. */
                source?: string;
                /** @description Bytes. */
                minSize?: number;
                /** @description Bytes. */
                maxSize?: number;
                /** @description Only what somebody was seeding when it was counted last; `false` leaves nothing out. */
                hasSeeders?: "true" | "false";
                /** @description What to count the answer by, separated by commas. */
                facets?: string;
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of what one has. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TorrentSearchPage"];
                };
            };
            /** @description What the caller has is still the answer: its `If-None-Match` names the `ETag`. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.search"];
                    RateLimit: components["headers"]["RateLimit.search"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestTitles: {
        parameters: {
            query: {
                /** @description What was typed so far, be it nothing. */
                q: string;
                /** @description How many items to answer. */
                limit?: number;
            };
            header?: {
                /** @description The `ETag` of what one has. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description What the caller has is still the answer: its `If-None-Match` names the `ETag`. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLatestTorrents: {
        parameters: {
            query?: {
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: {
                /** @description The `ETag` of what one has. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TorrentPage"];
                };
            };
            /** @description What the caller has is still the answer: its `If-None-Match` names the `ETag`. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTorrent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what one has. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description The UUID, or an info hash in hex or base32. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TorrentDetail"];
                };
            };
            /** @description What the caller has is still the answer: its `If-None-Match` names the `ETag`. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.catalogue"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteAccount"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong_password`: Wrong password. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_administrator`: Last administrator. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 1048576 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_preferences`: Too many preferences. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong_password`: Wrong password. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountExport"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 8388608 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountImport"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_preferences`: Too many preferences. `too_many_watch_entries`: Too many watch entries. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportWatchTable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importWatchTable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 8388608 bytes and 25000 rows. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_watch_entries`: Too many watch entries. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.import"];
                    RateLimit: components["headers"]["RateLimit.import"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceSessionPage"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWatchHistory: {
        parameters: {
            query?: {
                /** @description `in-progress`: 1 to 89 percent; `completed`: 90 and above. */
                status?: "all" | "in-progress" | "completed";
                /** @description What was watched of this torrent alone: how far each of its files. */
                torrentId?: string;
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchHistoryPage"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordWatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchProgress"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchEntry"];
                };
            };
            /** @description Made. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchEntry"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too_many_watch_entries`: Too many watch entries. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearWatchHistory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ingestTorrents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 4194304 bytes; of lines, so many each. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IngestBatch"];
                "application/x-ndjson": components["schemas"]["IngestRecord"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestReport"];
                    "application/x-ndjson": components["schemas"]["IngestResult"] | components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: Invalid API key. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.ingest"];
                    RateLimit: components["headers"]["RateLimit.ingest"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description A part of the address, in any case. */
                q?: string;
                role?: "user" | "admin";
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDetail"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_administrator`: Last administrator. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_administrator`: Last administrator. */
            409: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCorrectedTorrent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The UUID, or an info hash in hex or base32. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectedTorrent"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTorrent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The UUID, or an info hash in hex or base32. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correctTorrent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The UUID, or an info hash in hex or base32. */
                id: string;
            };
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["TorrentPatch"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CorrectedTorrent"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockPage"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    blockInfoHashes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 262144 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["BlockRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockReport"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unblockInfoHash: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                infoHash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description At most 65536 bytes. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRequest"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_json`: Invalid JSON. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: Body too large. */
            413: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: Unsupported media type. */
            415: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to say. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found. */
            404: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatistics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.account"];
                    RateLimit: components["headers"]["RateLimit.account"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description How many items to answer. */
                limit?: number;
                /** @description `nextCursor` of the page before. Opaque: pass it on as it is. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.private"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description `validation_failed`: Invalid request. `invalid_cursor`: Invalid cursor. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Forbidden. */
            403: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    maintain: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobReport"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scrape: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobReport"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.write"];
                    RateLimit: components["headers"]["RateLimit.write"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The service cannot answer now. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: Not signed in. `invalid_token`: Invalid access token. */
            401: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.refusal"];
                    RateLimit: components["headers"]["RateLimit.refusal"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOpenApiDocument: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what one has. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.document"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description What the caller has is still the answer: its `If-None-Match` names the `ETag`. */
            304: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.document"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: Invalid request. */
            400: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_acceptable`: Not acceptable. */
            406: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`: Too many requests. */
            429: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `head_too_large`: Target and headers too large. */
            431: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`: Internal error. */
            500: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Overloaded. `unavailable`: Unavailable. */
            503: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control.none"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy.read"];
                    RateLimit: components["headers"]["RateLimit.read"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
