CREATE TABLE "draft_answer" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "draft_answer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"draft_id" bigint NOT NULL,
	"cause" text NOT NULL,
	"version" integer NOT NULL,
	"findings" integer NOT NULL,
	"reason" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_answer_reason" CHECK (length("draft_answer"."reason") > 0)
);
--> statement-breakpoint
ALTER TABLE "observation" ADD COLUMN "confidence_by_rule" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "source_state" ADD COLUMN "grade" text;--> statement-breakpoint
ALTER TABLE "source_state" ADD COLUMN "grade_reason" text;--> statement-breakpoint
ALTER TABLE "draft_answer" ADD CONSTRAINT "draft_answer_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_answer" ADD CONSTRAINT "draft_answer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_answer_draft" ON "draft_answer" USING btree ("draft_id","cause");--> statement-breakpoint
ALTER TABLE "source_state" ADD CONSTRAINT "source_state_grade" CHECK ("source_state"."grade" in ('primary', 'data-vendor', 'press', 'relay', 'unverified'));--> statement-breakpoint
ALTER TABLE "source_state" ADD CONSTRAINT "source_state_graded" CHECK ("source_state"."grade" is null or "source_state"."grade_reason" is not null);--> statement-breakpoint
CREATE TRIGGER draft_answer_append_only BEFORE UPDATE OR DELETE ON draft_answer FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER draft_answer_no_truncate BEFORE TRUNCATE ON draft_answer FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
GRANT SELECT, INSERT ON draft_answer TO halfpitch_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
--> statement-breakpoint
-- Each source as it is to be shown, as before, and the grade that analysts gave it last: grade and grade_reason are null
-- where they leave it to the rule, which the application knows.
CREATE OR REPLACE VIEW standing_source AS
SELECT own.id, own.key AS own_key, coalesce(into_one.id, own.id) AS shown_id, coalesce(into_one.key, own.key) AS key,
  coalesce(into_one.title, own.title) AS title, coalesce(into_one.publisher, own.publisher) AS publisher,
  CASE WHEN into_one.id IS NULL THEN own.url ELSE into_one.url END AS url,
  CASE WHEN into_one.id IS NULL THEN own.published ELSE into_one.published END AS published,
  coalesce(into_one.kind, own.kind) AS kind,
  coalesce(newest.licence, CASE WHEN into_one.id IS NULL THEN own.licence ELSE into_one.licence END) AS licence,
  coalesce(newest.reliability, CASE WHEN into_one.id IS NULL THEN own.reliability ELSE into_one.reliability END)
    AS reliability,
  coalesce(newest.archived, false) AS archived,
  newest.grade, newest.grade_reason
FROM source own
LEFT JOIN merged_source into_one ON into_one.source_id = own.id
LEFT JOIN (
  SELECT DISTINCT ON (source_id) source_id, licence, reliability, archived, grade, grade_reason
  FROM source_state ORDER BY source_id, id DESC
) newest ON newest.source_id = coalesce(into_one.id, own.id);
