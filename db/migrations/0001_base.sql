CREATE TABLE "files" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"torrent_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_size" bigint NOT NULL,
	"file_index" integer NOT NULL,
	CONSTRAINT "files_torrent_index" UNIQUE("torrent_id","file_index"),
	CONSTRAINT "files_name_length" CHECK (char_length("files"."file_name") between 1 and 4096),
	CONSTRAINT "files_size" CHECK ("files"."file_size" between 0 and 9007199254740991),
	CONSTRAINT "files_index" CHECK ("files"."file_index" >= 0)
);
--> statement-breakpoint
CREATE TABLE "swarms" (
	"torrent_id" uuid PRIMARY KEY NOT NULL,
	"seeders" integer,
	"leechers" integer,
	"checked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "swarms_seeders" CHECK ("swarms"."seeders" >= 0),
	CONSTRAINT "swarms_leechers" CHECK ("swarms"."leechers" >= 0)
);
--> statement-breakpoint
CREATE TABLE "torrents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"info_hash" text NOT NULL,
	"info_hash_v2" text,
	"name" text NOT NULL,
	"name_folded" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"poster_url" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"published_at" timestamp (3) with time zone,
	"source" text,
	"source_url" text,
	"license" text,
	"torrent_url" text,
	"trackers" text[] DEFAULT '{}' NOT NULL,
	"web_seeds" text[] DEFAULT '{}' NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', name_folded)) STORED NOT NULL,
	CONSTRAINT "torrents_info_hash_key" UNIQUE("info_hash"),
	CONSTRAINT "torrents_info_hash_v2_key" UNIQUE("info_hash_v2"),
	CONSTRAINT "torrents_info_hash" CHECK ("torrents"."info_hash" ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
	CONSTRAINT "torrents_info_hash_v2" CHECK ("torrents"."info_hash_v2" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "torrents_v2_only" CHECK (length("torrents"."info_hash") = 40 or "torrents"."info_hash_v2" is not distinct from "torrents"."info_hash"),
	CONSTRAINT "torrents_name_length" CHECK (char_length("torrents"."name") between 1 and 1024),
	CONSTRAINT "torrents_size" CHECK ("torrents"."size_bytes" between 0 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "preferences_user_key" UNIQUE("user_id","key"),
	CONSTRAINT "preferences_key_length" CHECK (char_length("preferences"."key") between 1 and 64),
	CONSTRAINT "preferences_value_length" CHECK (char_length("preferences"."value") <= 4096)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash" CHECK ("sessions"."token_hash" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text DEFAULT 'user' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_key" UNIQUE("email"),
	CONSTRAINT "users_email_length" CHECK (char_length("users"."email") between 3 and 254),
	CONSTRAINT "users_role" CHECK ("users"."role" in ('user', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "watch_history" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"torrent_id" uuid NOT NULL,
	"file_index" integer,
	"watched_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"progress_percent" integer DEFAULT 0 NOT NULL,
	"position_seconds" double precision,
	"duration_seconds" double precision,
	CONSTRAINT "watch_history_entry" UNIQUE NULLS NOT DISTINCT("user_id","torrent_id","file_index"),
	CONSTRAINT "watch_history_file_index" CHECK ("watch_history"."file_index" >= 0),
	CONSTRAINT "watch_history_progress" CHECK ("watch_history"."progress_percent" between 0 and 100),
	CONSTRAINT "watch_history_position" CHECK ("watch_history"."position_seconds" >= 0),
	CONSTRAINT "watch_history_duration" CHECK ("watch_history"."duration_seconds" >= 0)
);
--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_torrent_id_torrents_id_fk" FOREIGN KEY ("torrent_id") REFERENCES "public"."torrents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "swarms" ADD CONSTRAINT "swarms_torrent_id_torrents_id_fk" FOREIGN KEY ("torrent_id") REFERENCES "public"."torrents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_history" ADD CONSTRAINT "watch_history_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watch_history" ADD CONSTRAINT "watch_history_torrent_id_torrents_id_fk" FOREIGN KEY ("torrent_id") REFERENCES "public"."torrents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "torrents_newest" ON "torrents" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "torrents_search" ON "torrents" USING gin ("search");--> statement-breakpoint
CREATE INDEX "torrents_name_trigrams" ON "torrents" USING gin ("name_folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expiry" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "users_newest" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "watch_history_newest" ON "watch_history" USING btree ("user_id","watched_at","id");--> statement-breakpoint
CREATE INDEX "watch_history_torrent" ON "watch_history" USING btree ("torrent_id");