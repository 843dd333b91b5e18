CREATE TABLE "draft_tally" (
	"draft_id" bigint NOT NULL,
	"source" text NOT NULL,
	"cells" integer NOT NULL,
	"without_reason" integer NOT NULL,
	CONSTRAINT "draft_tally_draft_id_source_pk" PRIMARY KEY("draft_id","source")
);
--> statement-breakpoint
ALTER TABLE "draft_cell" DROP CONSTRAINT "draft_cell_draft_id_draft_id_fk";
--> statement-breakpoint
ALTER TABLE "draft_cell" DROP CONSTRAINT "draft_cell_edited_by_person_id_fk";
--> statement-breakpoint
ALTER TABLE "draft_step_cell" DROP CONSTRAINT "draft_step_cell_step_id_draft_step_id_fk";
--> statement-breakpoint
ALTER TABLE "draft_cell" ADD COLUMN "made_by" bigint;--> statement-breakpoint
ALTER TABLE "draft_tally" ADD CONSTRAINT "draft_tally_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- by hand
ALTER TABLE draft_cell DISABLE TRIGGER USER;
--> statement-breakpoint
INSERT INTO draft_tally (draft_id, source, cells, without_reason)
SELECT draft_id, coalesce(source, ''), count(*), count(*) FILTER (WHERE reason IS NULL AND base_status <> 'W')
FROM draft_cell GROUP BY 1, 2;
--> statement-breakpoint
ALTER TABLE draft_cell ENABLE TRIGGER USER;
--> statement-breakpoint
-- Keeps the tally of each draft whose cells a statement has changed. That the draft exists is the tally's foreign key.
CREATE FUNCTION tally_draft_cells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO draft_tally AS tally (draft_id, source, cells, without_reason)
    SELECT draft_id, coalesce(source, ''), count(*), count(*) FILTER (WHERE reason IS NULL AND base_status <> 'W')
    FROM new_rows GROUP BY 1, 2
    ON CONFLICT (draft_id, source) DO UPDATE SET cells = tally.cells + excluded.cells,
      without_reason = tally.without_reason + excluded.without_reason;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO draft_tally AS tally (draft_id, source, cells, without_reason)
    SELECT draft_id, coalesce(source, ''), -count(*), -count(*) FILTER (WHERE reason IS NULL AND base_status <> 'W')
    FROM old_rows GROUP BY 1, 2
    ON CONFLICT (draft_id, source) DO UPDATE SET cells = tally.cells + excluded.cells,
      without_reason = tally.without_reason + excluded.without_reason;
  ELSE
    INSERT INTO draft_tally AS tally (draft_id, source, cells, without_reason)
    SELECT draft_id, coalesce(source, ''), sum(way), coalesce(sum(way) FILTER (WHERE reason IS NULL AND base_status <> 'W'), 0)
    FROM (SELECT 1 AS way, draft_id, source, reason, base_status FROM new_rows
      UNION ALL SELECT -1, draft_id, source, reason, base_status FROM old_rows) moved
    GROUP BY 1, 2 HAVING sum(way) <> 0 OR sum(way) FILTER (WHERE reason IS NULL AND base_status <> 'W') <> 0
    ON CONFLICT (draft_id, source) DO UPDATE SET cells = tally.cells + excluded.cells,
      without_reason = tally.without_reason + excluded.without_reason;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Who edits is a person: looked up once for all cells of a statement.
CREATE FUNCTION refuse_unknown_editor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT edited_by FROM new_rows) editor
    WHERE NOT EXISTS (SELECT FROM person WHERE person.id = editor.edited_by)) THEN
    RAISE EXCEPTION 'a cell is edited by nobody who is known' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION refuse_unknown_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT step_id FROM new_rows) step
    WHERE NOT EXISTS (SELECT FROM draft_step WHERE draft_step.id = step.step_id)) THEN
    RAISE EXCEPTION 'a cell belongs to no step that is known' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- A cell that an import made is its own step until it changes: then what it was is written down.
CREATE FUNCTION keep_made_cells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO draft_step_cell (step_id, series, period, before, after)
  SELECT step.id, old_rows.series, old_rows.period, NULL, to_jsonb(old_rows) - '{draft_id,made_by}'::text[]
  FROM old_rows JOIN draft_step step ON step.id = old_rows.made_by;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION no_longer_as_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.made_by := NULL;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER draft_cell_tally_insert AFTER INSERT ON draft_cell REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_draft_cells();
--> statement-breakpoint
CREATE TRIGGER draft_cell_tally_update AFTER UPDATE ON draft_cell REFERENCING NEW TABLE AS new_rows OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_draft_cells();
--> statement-breakpoint
CREATE TRIGGER draft_cell_tally_delete AFTER DELETE ON draft_cell REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_draft_cells();
--> statement-breakpoint
CREATE TRIGGER draft_cell_editor_insert AFTER INSERT ON draft_cell REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_editor();
--> statement-breakpoint
CREATE TRIGGER draft_cell_editor_update AFTER UPDATE ON draft_cell REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_editor();
--> statement-breakpoint
CREATE TRIGGER draft_step_cell_step AFTER INSERT ON draft_step_cell REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unknown_step();
--> statement-breakpoint
CREATE TRIGGER draft_cell_unmade BEFORE UPDATE ON draft_cell FOR EACH ROW WHEN (OLD.made_by IS NOT NULL)
  EXECUTE FUNCTION no_longer_as_made();
--> statement-breakpoint
CREATE TRIGGER draft_cell_made_update AFTER UPDATE ON draft_cell REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION keep_made_cells();
--> statement-breakpoint
CREATE TRIGGER draft_cell_made_delete AFTER DELETE ON draft_cell REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION keep_made_cells();
--> statement-breakpoint
-- What each step did to each cell, whether it is written down or is the cell as an import made it.
CREATE VIEW draft_touch AS
  SELECT step_id, series, period, before, after FROM draft_step_cell
  UNION ALL
  SELECT step.id, cell.series, cell.period, NULL, to_jsonb(cell) - '{draft_id,made_by}'::text[]
  FROM draft_step step JOIN draft_cell cell ON cell.draft_id = step.draft_id AND cell.made_by = step.id
  WHERE step.kind = 'import';
--> statement-breakpoint
GRANT SELECT ON draft_touch TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON draft_tally TO halfpitch_app;
