-- Drizzle Kit does not manage extensions: trigrams answer searches in which a word is spelt wrong.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
