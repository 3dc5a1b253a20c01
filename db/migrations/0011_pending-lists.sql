-- Settings alone: to make the indexes anew would take minutes on a large catalogue.
ALTER INDEX "torrents_search" SET (gin_pending_list_limit = 64);--> statement-breakpoint
ALTER INDEX "words_trigrams" SET (gin_pending_list_limit = 64);
