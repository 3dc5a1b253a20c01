DROP INDEX CONCURRENTLY IF EXISTS "watch_history_of_torrent";--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "watch_history_of_torrent" ON "watch_history" USING btree ("torrent_id","user_id");--> statement-breakpoint
-- Last, as it is what removes a torrent until then.
DROP INDEX CONCURRENTLY IF EXISTS "watch_history_torrent";
