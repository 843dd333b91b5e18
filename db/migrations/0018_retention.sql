CREATE TABLE "payload_removal" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payload_removal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"hash" text NOT NULL,
	"kept_days" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "payload_removal_hash" ON "payload_removal" USING btree ("hash","at");--> statement-breakpoint
-- by hand
CREATE TRIGGER payload_removal_append_only BEFORE UPDATE OR DELETE ON payload_removal FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER payload_removal_no_truncate BEFORE TRUNCATE ON payload_removal FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
GRANT SELECT, INSERT ON payload_removal TO halfpitch_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
--> statement-breakpoint
-- An event of the audit may go once it is older than is kept, by forget_audit alone.
CREATE FUNCTION refuse_audit_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('halfpitch.forgetting', true) = 'audit' AND OLD.at < now() - interval '30 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused, publish a new row instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
DROP TRIGGER audit_event_append_only ON audit_event;
--> statement-breakpoint
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION refuse_audit_rewrite();
--> statement-breakpoint
-- The application may delete neither by itself: what goes is older than a number of days, and nobody chooses which.
CREATE FUNCTION forget_audit(kept_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET halfpitch.forgetting = 'audit' AS $$
DECLARE
  gone integer;
BEGIN
  DELETE FROM audit_event WHERE at < now() - greatest(kept_days, 30) * interval '1 day';
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;
--> statement-breakpoint
CREATE FUNCTION forget_sessions(kept_days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  DELETE FROM sign_in_session WHERE least(coalesce(revoked_at, expires_at), expires_at) < now() - greatest(kept_days, 1) * interval '1 day';
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_audit(integer), forget_sessions(integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_audit(integer), forget_sessions(integer) TO halfpitch_app;
