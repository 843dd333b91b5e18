ALTER TABLE "draft_item" DROP CONSTRAINT "draft_item_kind";--> statement-breakpoint
ALTER TABLE "entity_merge" ADD COLUMN "change_set_id" bigint;--> statement-breakpoint
ALTER TABLE "source_state" ADD COLUMN "change_set_id" bigint;--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "discarded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "entity_merge" ADD CONSTRAINT "entity_merge_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_state" ADD CONSTRAINT "source_state_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_item" ADD CONSTRAINT "draft_item_kind" CHECK ("draft_item"."kind" in ('entity', 'relation', 'event', 'alias', 'entity-merge', 'source-merge'));--> statement-breakpoint
-- How long a discarded draft can be restored.
CREATE FUNCTION draft_kept() RETURNS interval LANGUAGE sql IMMUTABLE AS $$ SELECT interval '30 days' $$;
--> statement-breakpoint
-- A published draft stays published; all that may come is that it is put back by another. A discarded one may be
-- restored for a while, counted by this clock.
CREATE OR REPLACE FUNCTION refuse_unpublishing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'discarded' AND NEW.state = 'draft' AND OLD.discarded_at > clock_timestamp() - draft_kept() THEN
    NEW.discarded_at := NULL;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('reverted', 'discarded') OR (OLD.state = 'published'
    AND (NEW.state NOT IN ('published', 'reverted') OR NEW.change_set_id IS DISTINCT FROM OLD.change_set_id)) THEN
    RAISE EXCEPTION 'draft % is %: it is not rewritten', OLD.id, OLD.state USING ERRCODE = 'insufficient_privilege';
  END IF;
  NEW.discarded_at := CASE WHEN NEW.state = 'discarded' THEN clock_timestamp() END;
  RETURN NEW;
END
$$;
--> statement-breakpoint
ALTER TABLE draft DISABLE TRIGGER draft_settled;
--> statement-breakpoint
UPDATE draft SET discarded_at = updated_at WHERE state = 'discarded';
--> statement-breakpoint
ALTER TABLE draft ENABLE TRIGGER draft_settled;
--> statement-breakpoint
CREATE FUNCTION draft_forgotten(one draft) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT one.state = 'discarded' AND one.discarded_at <= clock_timestamp() - draft_kept()
$$;
--> statement-breakpoint
-- Contents change only while the draft is open; those of a draft that was discarded too long ago are deleted.
CREATE OR REPLACE FUNCTION refuse_settled_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  settled bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN
    SELECT id INTO settled FROM draft WHERE state <> 'draft' AND NOT draft_forgotten(draft)
      AND id IN (SELECT draft_id FROM old_rows) LIMIT 1;
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
-- Steps are append-only but for those of such a draft.
CREATE FUNCTION refuse_step_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  forgotten boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF TG_TABLE_NAME = 'draft_step' THEN
      SELECT draft_forgotten(draft) INTO forgotten FROM draft WHERE id = OLD.draft_id;
    ELSE
      SELECT draft_forgotten(draft) INTO forgotten
      FROM draft_step JOIN draft ON draft.id = draft_step.draft_id WHERE draft_step.id = OLD.step_id;
    END IF;
    IF forgotten THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused, publish a new row instead', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'insufficient_privilege';
END
$$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['draft_step', 'draft_step_cell']
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %I', name || '_append_only', name);
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_step_rewrite()',
      name || '_append_only', name);
  END LOOP;
END
$$;
--> statement-breakpoint
-- Deletes what drafts held that were discarded too long ago, and says how many. The application may delete steps by this
-- alone, so that it cannot choose which.
CREATE FUNCTION forget_discarded_drafts() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone bigint[];
BEGIN
  SELECT coalesce(array_agg(id), '{}') INTO gone FROM (
    SELECT id FROM draft WHERE draft_forgotten(draft) AND (
      EXISTS (SELECT 1 FROM draft_cell WHERE draft_id = draft.id) OR EXISTS (SELECT 1 FROM draft_item WHERE draft_id = draft.id)
      OR EXISTS (SELECT 1 FROM draft_source WHERE draft_id = draft.id) OR EXISTS (SELECT 1 FROM draft_step WHERE draft_id = draft.id))
    FOR UPDATE
  ) found;
  DELETE FROM draft_step_cell USING draft_step WHERE draft_step.id = draft_step_cell.step_id AND draft_step.draft_id = ANY(gone);
  DELETE FROM draft_step WHERE draft_id = ANY(gone);
  DELETE FROM draft_cell WHERE draft_id = ANY(gone);
  DELETE FROM draft_item WHERE draft_id = ANY(gone);
  DELETE FROM draft_source WHERE draft_id = ANY(gone);
  RETURN cardinality(gone);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_discarded_drafts() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_discarded_drafts() TO halfpitch_app;
