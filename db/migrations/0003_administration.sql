CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"actor_id" uuid NOT NULL,
	"action" text NOT NULL,
	"details" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_log_action" CHECK ("audit_log"."action" in ('block', 'unblock', 'delete-torrent'))
);
--> statement-breakpoint
CREATE TABLE "blocked_info_hashes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"info_hash" text NOT NULL,
	"reason" text NOT NULL,
	"reference" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocked_info_hashes_key" UNIQUE("info_hash"),
	CONSTRAINT "blocked_info_hashes_hash" CHECK ("blocked_info_hashes"."info_hash" ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
	CONSTRAINT "blocked_info_hashes_reason" CHECK (char_length("blocked_info_hashes"."reason") between 1 and 500),
	CONSTRAINT "blocked_info_hashes_reference" CHECK (char_length("blocked_info_hashes"."reference") between 1 and 500)
);
--> statement-breakpoint
CREATE INDEX "audit_log_newest" ON "audit_log" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "blocked_info_hashes_newest" ON "blocked_info_hashes" USING btree ("created_at","id");--> statement-breakpoint
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'rows of % are kept as they were written', TG_TABLE_NAME;
END
$$;--> statement-breakpoint
CREATE TRIGGER "audit_log_is_final" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
