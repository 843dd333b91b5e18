-- One index answers "latest" and "as of" for a series without touching the table.
CREATE UNIQUE INDEX "observation_as_of" ON "observation"
  ("series_id", "period", "known_at" DESC NULLS FIRST, "recorded_at" DESC NULLS FIRST)
  INCLUDE ("value", "low", "high", "status", "confidence", "source_id", "period_end", "period_label");
--> statement-breakpoint
-- Index-only scans need the visibility map to be fresh soon after a bulk publish.
ALTER TABLE "observation" SET (autovacuum_vacuum_insert_scale_factor = 0.01, autovacuum_vacuum_insert_threshold = 10000);
--> statement-breakpoint
-- A release is counted from its observations, so it is written after them, in the same transaction.
ALTER TABLE "observation" ALTER CONSTRAINT "observation_release_id_release_id_fk" DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused, publish a new row instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['observation', 'series', 'series_alias', 'entity', 'entity_version', 'entity_alias',
    'relation', 'event', 'source', 'change_set', 'release', 'starter_file', 'audit_event']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewrite()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite()',
      name || '_no_truncate', name);
  END LOOP;
END
$$;
--> statement-breakpoint
-- A code names one series for ever, be it as its own code or as an alias.
CREATE FUNCTION refuse_aliased_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM series_alias WHERE alias = NEW.code) THEN
    RAISE EXCEPTION 'the code % is an alias of another series', NEW.code USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_coded_alias() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM series WHERE code = NEW.alias) THEN
    RAISE EXCEPTION 'the alias % is the code of a series', NEW.alias USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER series_code_unused BEFORE INSERT ON series FOR EACH ROW EXECUTE FUNCTION refuse_aliased_code();
--> statement-breakpoint
CREATE TRIGGER series_alias_unused BEFORE INSERT ON series_alias FOR EACH ROW EXECUTE FUNCTION refuse_coded_alias();
--> statement-breakpoint
-- The role that web, worker and scripts run as. It cannot rewrite what has been published.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'halfpitch_app') THEN
    BEGIN
      CREATE ROLE halfpitch_app NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'halfpitch_app', 'MEMBER') THEN
    EXECUTE format('GRANT halfpitch_app TO %I', current_user);
  END IF;
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO halfpitch_app', current_database());
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, drizzle TO halfpitch_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON observation, series, series_alias, entity, entity_version, entity_alias, relation, event, source,
  change_set, release, starter_file, audit_event TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON organisation, person, sign_in_session TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON member, entitlement, magic_link TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sign_in_failure TO halfpitch_app;
--> statement-breakpoint
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    GRANT MAINTAIN ON observation TO halfpitch_app;
  END IF;
END
$$;
