-- The steps, words and decisions of analysts are kept; drafts and their cells are worked on until they are settled.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['draft_step', 'draft_step_cell', 'draft_comment', 'draft_event', 'four_eyes_waiver',
    'source_state', 'entity_merge', 'dataset_setting', 'revision', 'edition', 'method_change', 'calendar_entry', 'upload']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_rewrite()',
      name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite()',
      name || '_no_truncate', name);
  END LOOP;
END
$$;
--> statement-breakpoint
-- What is in review, approved or published is what was reviewed: contents change only while the draft is open.
CREATE FUNCTION refuse_settled_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  settled bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT id INTO settled FROM draft WHERE state <> 'draft' AND id IN (SELECT draft_id FROM old_rows) LIMIT 1;
  ELSE
    SELECT id INTO settled FROM draft WHERE state <> 'draft' AND id IN (SELECT draft_id FROM new_rows) LIMIT 1;
  END IF;
  IF settled IS NOT NULL THEN
    RAISE EXCEPTION 'draft % is not open: its contents are not changed', settled USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['draft_cell', 'draft_source', 'draft_item']
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
      EXECUTE FUNCTION refuse_settled_draft()', name || '_open_insert', name);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
      EXECUTE FUNCTION refuse_settled_draft()', name || '_open_update', name);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
      EXECUTE FUNCTION refuse_settled_draft()', name || '_open_delete', name);
  END LOOP;
END
$$;
--> statement-breakpoint
-- A published draft stays published; all that may come is that it is put back by another.
CREATE FUNCTION refuse_unpublishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('reverted', 'discarded') OR (OLD.state = 'published'
    AND (NEW.state NOT IN ('published', 'reverted') OR NEW.change_set_id IS DISTINCT FROM OLD.change_set_id)) THEN
    RAISE EXCEPTION 'draft % is %: it is not rewritten', OLD.id, OLD.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER draft_settled BEFORE UPDATE ON draft FOR EACH ROW EXECUTE FUNCTION refuse_unpublishing();
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON draft_step, draft_step_cell, draft_comment, draft_event, four_eyes_waiver, source_state,
  entity_merge, dataset_setting, revision, edition, method_change, calendar_entry, upload TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON draft, import_template TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON draft_cell, draft_source, draft_item TO halfpitch_app;
