-- What has an entry of the version before is found by it, and gets a new one bit by bit.
DROP INDEX CONCURRENTLY IF EXISTS "torrents_not_indexed";--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "torrents_not_indexed" ON "torrents" USING btree ("id") WHERE index_version < 6;