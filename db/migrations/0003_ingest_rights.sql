-- What was fetched, held and assessed is kept for audit: rows are added; a run is closed and a held item decided once.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['payload', 'run_payload', 'index_parameters', 'index_assessment']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewrite()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite()',
      name || '_no_truncate', name);
  END LOOP;
END
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_second_ending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'running' THEN
    RAISE EXCEPTION 'run % has ended: it is not rewritten', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER connector_run_ends_once BEFORE UPDATE ON connector_run FOR EACH ROW EXECUTE FUNCTION refuse_second_ending();
--> statement-breakpoint
CREATE FUNCTION refuse_second_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'held' THEN
    RAISE EXCEPTION 'held item % is decided: it is not rewritten', OLD.id USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER held_item_decided_once BEFORE UPDATE ON held_item FOR EACH ROW EXECUTE FUNCTION refuse_second_decision();
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON payload, run_payload, index_parameters, index_assessment TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON connector_run, held_item, connector_state, host_slot, http_validator TO halfpitch_app;
