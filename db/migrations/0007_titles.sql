CREATE TABLE "titles" (
	"title" text NOT NULL,
	"written" text NOT NULL,
	"torrents" integer NOT NULL
);
--> statement-breakpoint
INSERT INTO "titles" ("title", "written", "torrents")
  SELECT "title", "title", count(*) FROM "torrents" WHERE "title" <> '' GROUP BY "title";--> statement-breakpoint
CREATE UNIQUE INDEX "titles_title" ON "titles" USING btree ("title" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "titles_by_1" ON "titles" USING btree (left(title, 1),"torrents");--> statement-breakpoint
CREATE INDEX "titles_by_3" ON "titles" USING btree (left(title, 3),"torrents");--> statement-breakpoint
CREATE INDEX "titles_by_6" ON "titles" USING btree (left(title, 6),"torrents");