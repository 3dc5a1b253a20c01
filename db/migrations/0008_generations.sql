CREATE TABLE "generations" (
	"place" smallint PRIMARY KEY NOT NULL,
	"value" bigint NOT NULL
);--> statement-breakpoint
-- From anywhere, so that two catalogues that share a cache do not take each other's answers.
INSERT INTO "generations" ("place", "value")
  SELECT place, floor(random() * 1e12) FROM generate_series(0, 15) AS place;
