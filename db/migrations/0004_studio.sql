CREATE TABLE "calendar_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendar_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"dataset" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"zone" text NOT NULL,
	"all_day" boolean NOT NULL,
	"cancelled" boolean DEFAULT false NOT NULL,
	"note" text,
	"person_id" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_entry_kind" CHECK ("calendar_entry"."kind" in ('release', 'edition', 'source'))
);
--> statement-breakpoint
CREATE TABLE "edition" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "edition_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"label" text NOT NULL,
	"release" integer NOT NULL,
	"change_set_id" bigint NOT NULL,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_by" text NOT NULL,
	"note" text NOT NULL,
	"report" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"sha256" text NOT NULL,
	"csv_gzip" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "method_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "method_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"version" text NOT NULL,
	"words" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revision" (
	"change_set_id" bigint NOT NULL,
	"dataset" text NOT NULL,
	"series" text NOT NULL,
	"period" date NOT NULL,
	"reason" text NOT NULL,
	"value_before" double precision,
	"low_before" double precision,
	"high_before" double precision,
	"status_before" text,
	"value_after" double precision,
	"low_after" double precision,
	"high_after" double precision,
	"status_after" text NOT NULL,
	"note" text,
	CONSTRAINT "revision_change_set_id_series_period_pk" PRIMARY KEY("change_set_id","series","period"),
	CONSTRAINT "revision_reason" CHECK ("revision"."reason" in ('addition', 'new-information', 'correction', 'method-change'))
);
--> statement-breakpoint
CREATE TABLE "import_template" (
	"dataset" text NOT NULL,
	"headers" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"person_id" uuid NOT NULL,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_template_dataset_headers_pk" PRIMARY KEY("dataset","headers")
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "upload_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"name" text NOT NULL,
	"format" text NOT NULL,
	"bytes" bigint NOT NULL,
	"hash" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_setting" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dataset_setting_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"settings" jsonb NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entity_merge" (
	"entity_id" bigint NOT NULL,
	"into_id" bigint NOT NULL,
	"reason" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entity_merge_entity_id_pk" PRIMARY KEY("entity_id")
);
--> statement-breakpoint
CREATE TABLE "four_eyes_waiver" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "four_eyes_waiver_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_id" bigint NOT NULL,
	"dataset" text NOT NULL,
	"waived" boolean NOT NULL,
	"reason" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_state" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_state_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" bigint NOT NULL,
	"archived" boolean DEFAULT false NOT NULL,
	"merged_into" bigint,
	"licence" text,
	"reliability" text,
	"reason" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "draft_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"author_id" uuid NOT NULL,
	"organisation_id" bigint NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"head_step" bigint,
	"publish_at" timestamp with time zone,
	"publish_zone" text,
	"closes_edition" boolean DEFAULT false NOT NULL,
	"trouble" text,
	"change_set_id" bigint,
	"reverts_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_state" CHECK ("draft"."state" in ('draft', 'in review', 'approved', 'scheduled', 'published', 'reverted', 'discarded')),
	CONSTRAINT "draft_published" CHECK (("draft"."state" in ('published', 'reverted')) = ("draft"."change_set_id" is not null)),
	CONSTRAINT "draft_scheduled" CHECK ("draft"."state" <> 'scheduled' or "draft"."publish_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "draft_cell" (
	"draft_id" bigint NOT NULL,
	"series" text NOT NULL,
	"period" date NOT NULL,
	"measure" text NOT NULL,
	"dims" jsonb NOT NULL,
	"value" double precision,
	"low" double precision,
	"high" double precision,
	"status" text NOT NULL,
	"confidence" text,
	"source" text,
	"reason" text,
	"note" text,
	"period_end" date,
	"period_label" text,
	"base_value" double precision,
	"base_low" double precision,
	"base_high" double precision,
	"base_status" text,
	"base_recorded_at" timestamp with time zone,
	"version" integer NOT NULL,
	"edited_by" uuid NOT NULL,
	"edited_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_cell_draft_id_series_period_pk" PRIMARY KEY("draft_id","series","period"),
	CONSTRAINT "draft_cell_status" CHECK ("draft_cell"."status" in ('A', 'E', 'F', 'P', 'G', 'C', 'W')),
	CONSTRAINT "draft_cell_reason" CHECK ("draft_cell"."reason" in ('new-information', 'correction', 'method-change'))
);
--> statement-breakpoint
CREATE TABLE "draft_comment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "draft_comment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"draft_id" bigint NOT NULL,
	"series" text,
	"period" date,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"body" text NOT NULL,
	"mentions" uuid[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "draft_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"draft_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "draft_item" (
	"draft_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"proposal" jsonb NOT NULL,
	"before" jsonb,
	"edited_by" uuid NOT NULL,
	"edited_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "draft_item_draft_id_kind_key_pk" PRIMARY KEY("draft_id","kind","key"),
	CONSTRAINT "draft_item_kind" CHECK ("draft_item"."kind" in ('entity', 'relation', 'event', 'alias'))
);
--> statement-breakpoint
CREATE TABLE "draft_source" (
	"draft_id" bigint NOT NULL,
	"key" text NOT NULL,
	"title" text NOT NULL,
	"publisher" text NOT NULL,
	"url" text,
	"published" text,
	"kind" text NOT NULL,
	"licence" text,
	"reliability" text,
	CONSTRAINT "draft_source_draft_id_key_pk" PRIMARY KEY("draft_id","key")
);
--> statement-breakpoint
CREATE TABLE "draft_step" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "draft_step_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"draft_id" bigint NOT NULL,
	"parent_id" bigint,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft_step_cell" (
	"step_id" bigint NOT NULL,
	"series" text NOT NULL,
	"period" date NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "draft_step_cell_step_id_series_period_pk" PRIMARY KEY("step_id","series","period")
);
--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD COLUMN "viewing_as" uuid;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD COLUMN "viewing_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "withdrawn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_entry" ADD CONSTRAINT "calendar_entry_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edition" ADD CONSTRAINT "edition_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revision" ADD CONSTRAINT "revision_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_template" ADD CONSTRAINT "import_template_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_setting" ADD CONSTRAINT "dataset_setting_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_merge" ADD CONSTRAINT "entity_merge_entity_id_entity_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_merge" ADD CONSTRAINT "entity_merge_into_id_entity_id_fk" FOREIGN KEY ("into_id") REFERENCES "public"."entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_merge" ADD CONSTRAINT "entity_merge_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "four_eyes_waiver" ADD CONSTRAINT "four_eyes_waiver_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "four_eyes_waiver" ADD CONSTRAINT "four_eyes_waiver_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_state" ADD CONSTRAINT "source_state_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_state" ADD CONSTRAINT "source_state_merged_into_source_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_state" ADD CONSTRAINT "source_state_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_reverts" FOREIGN KEY ("reverts_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_cell" ADD CONSTRAINT "draft_cell_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_cell" ADD CONSTRAINT "draft_cell_edited_by_person_id_fk" FOREIGN KEY ("edited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_comment" ADD CONSTRAINT "draft_comment_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_comment" ADD CONSTRAINT "draft_comment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_event" ADD CONSTRAINT "draft_event_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_event" ADD CONSTRAINT "draft_event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_item" ADD CONSTRAINT "draft_item_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_item" ADD CONSTRAINT "draft_item_edited_by_person_id_fk" FOREIGN KEY ("edited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_source" ADD CONSTRAINT "draft_source_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_step" ADD CONSTRAINT "draft_step_draft_id_draft_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."draft"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_step" ADD CONSTRAINT "draft_step_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_step_cell" ADD CONSTRAINT "draft_step_cell_step_id_draft_step_id_fk" FOREIGN KEY ("step_id") REFERENCES "public"."draft_step"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_entry_key" ON "calendar_entry" USING btree ("key","id");--> statement-breakpoint
CREATE INDEX "calendar_entry_due" ON "calendar_entry" USING btree ("dataset","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "edition_label" ON "edition" USING btree ("dataset","label");--> statement-breakpoint
CREATE UNIQUE INDEX "method_change_version" ON "method_change" USING btree ("dataset","version");--> statement-breakpoint
CREATE INDEX "revision_dataset" ON "revision" USING btree ("dataset","reason");--> statement-breakpoint
CREATE INDEX "revision_place" ON "revision" USING btree ("series","period");--> statement-breakpoint
CREATE INDEX "dataset_setting_dataset" ON "dataset_setting" USING btree ("dataset","id");--> statement-breakpoint
CREATE INDEX "entity_merge_into" ON "entity_merge" USING btree ("into_id");--> statement-breakpoint
CREATE INDEX "four_eyes_waiver_dataset" ON "four_eyes_waiver" USING btree ("organisation_id","dataset","id");--> statement-breakpoint
CREATE INDEX "source_state_source" ON "source_state" USING btree ("source_id","id");--> statement-breakpoint
CREATE INDEX "source_state_merged" ON "source_state" USING btree ("merged_into");--> statement-breakpoint
CREATE INDEX "draft_dataset" ON "draft" USING btree ("dataset","state");--> statement-breakpoint
CREATE UNIQUE INDEX "draft_change_set" ON "draft" USING btree ("change_set_id");--> statement-breakpoint
CREATE INDEX "draft_author" ON "draft" USING btree ("author_id","dataset");--> statement-breakpoint
CREATE INDEX "draft_cell_place" ON "draft_cell" USING btree ("series","period");--> statement-breakpoint
CREATE INDEX "draft_comment_draft" ON "draft_comment" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "draft_event_draft" ON "draft_event" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "draft_step_draft" ON "draft_step" USING btree ("draft_id","parent_id");--> statement-breakpoint
CREATE INDEX "draft_step_cell_place" ON "draft_step_cell" USING btree ("series","period");--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD CONSTRAINT "sign_in_session_viewing_as_person_id_fk" FOREIGN KEY ("viewing_as") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;