-- Counted by hashes that anybody could make of an address, and looked up by none of them any more.
DELETE FROM "rate_limits";
