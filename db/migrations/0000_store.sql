CREATE TABLE "audit_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"action" text NOT NULL,
	"subject" text,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "entitlement" (
	"organisation_id" bigint NOT NULL,
	"dataset" text NOT NULL,
	"delay_days" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entitlement_organisation_id_dataset_pk" PRIMARY KEY("organisation_id","dataset"),
	CONSTRAINT "entitlement_delay" CHECK ("entitlement"."delay_days" >= 0)
);
--> statement-breakpoint
CREATE TABLE "magic_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "member" (
	"organisation_id" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_organisation_id_person_id_pk" PRIMARY KEY("organisation_id","person_id"),
	CONSTRAINT "member_role" CHECK ("member"."role" in ('subscriber', 'analyst', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "organisation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisation_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_failure" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_failure_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bucket" text NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_session" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "entity" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "entity_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"slug" text NOT NULL,
	"change_set_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entity_alias" (
	"kind" text NOT NULL,
	"alias" text NOT NULL,
	"entity_id" bigint NOT NULL,
	"change_set_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entity_version" (
	"entity_id" bigint NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"attributes" jsonb NOT NULL,
	"verified" boolean NOT NULL,
	"source_id" bigint,
	"change_set_id" bigint NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"dataset" text NOT NULL,
	"occurred_on" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"subjects" text[] NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source_id" bigint NOT NULL,
	"change_set_id" bigint NOT NULL,
	"note" text,
	CONSTRAINT "event_occurred_on" CHECK ("event"."occurred_on" ~ '^\d{4}(-\d{2}(-\d{2})?)?$')
);
--> statement-breakpoint
CREATE TABLE "relation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "relation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"to_id" bigint NOT NULL,
	"since" date,
	"until" date,
	"known_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source_id" bigint NOT NULL,
	"change_set_id" bigint NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "series" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "series_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"dataset" text NOT NULL,
	"measure" text NOT NULL,
	"dims" jsonb NOT NULL,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"frequency" text NOT NULL,
	"change_set_id" bigint NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "series_frequency" CHECK ("series"."frequency" in ('day', 'week', 'month', 'quarter', 'half', 'year')),
	CONSTRAINT "series_code_shape" CHECK ("series"."code" ~ '^[A-Z][A-Z0-9_]*(\.[A-Z0-9_]+)+$')
);
--> statement-breakpoint
CREATE TABLE "series_alias" (
	"alias" text PRIMARY KEY NOT NULL,
	"series_id" bigint NOT NULL,
	"change_set_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "starter_file" (
	"path" text NOT NULL,
	"sha256" text NOT NULL,
	"rows" integer NOT NULL,
	"loaded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "observation" (
	"series_id" bigint NOT NULL,
	"period" date NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"value" double precision,
	"low" double precision,
	"high" double precision,
	"status" text NOT NULL,
	"confidence" text,
	"source_id" bigint NOT NULL,
	"release_id" bigint NOT NULL,
	"period_end" date,
	"period_label" text,
	"note" text,
	CONSTRAINT "observation_status" CHECK ("observation"."status" in ('A', 'E', 'F', 'P', 'G', 'C', 'W')),
	CONSTRAINT "observation_confidence" CHECK ("observation"."confidence" in ('high', 'medium', 'low')),
	CONSTRAINT "observation_value" CHECK (("observation"."status" = 'W') = ("observation"."value" is null and "observation"."low" is null and "observation"."high" is null)),
	CONSTRAINT "observation_range" CHECK ("observation"."low" is null or "observation"."high" is null or "observation"."low" <= "observation"."high"),
	CONSTRAINT "observation_finite" CHECK (coalesce(abs("observation"."value"), 0) < 'Infinity' and coalesce(abs("observation"."low"), 0) < 'Infinity' and coalesce(abs("observation"."high"), 0) < 'Infinity'),
	CONSTRAINT "observation_period_end" CHECK ("observation"."period_end" is null or "observation"."period_end" >= "observation"."period")
);
--> statement-breakpoint
CREATE TABLE "change_set" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_set_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"author_kind" text NOT NULL,
	"author" text NOT NULL,
	"reason" text NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_set_author_kind" CHECK ("change_set"."author_kind" in ('person', 'connector', 'starter')),
	CONSTRAINT "change_set_reason" CHECK (length("change_set"."reason") > 0)
);
--> statement-breakpoint
CREATE TABLE "release" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "release_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"number" integer NOT NULL,
	"change_set_id" bigint NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"appended" integer NOT NULL,
	"series" integer NOT NULL,
	CONSTRAINT "release_number_positive" CHECK ("release"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"title" text NOT NULL,
	"publisher" text NOT NULL,
	"url" text,
	"published" text,
	"kind" text NOT NULL,
	"licence" text,
	"reliability" text,
	"change_set_id" bigint NOT NULL,
	CONSTRAINT "source_url" CHECK ("source"."url" is null or "source"."url" ~ '^https?://'),
	CONSTRAINT "source_published" CHECK ("source"."published" is null or "source"."published" ~ '^\d{4}(-\d{2}(-\d{2})?)?$')
);
--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entitlement" ADD CONSTRAINT "entitlement_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD CONSTRAINT "sign_in_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity" ADD CONSTRAINT "entity_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_alias" ADD CONSTRAINT "entity_alias_entity_id_entity_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_alias" ADD CONSTRAINT "entity_alias_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_version" ADD CONSTRAINT "entity_version_entity_id_entity_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_version" ADD CONSTRAINT "entity_version_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity_version" ADD CONSTRAINT "entity_version_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_from_id_entity_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_to_id_entity_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation" ADD CONSTRAINT "relation_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_alias" ADD CONSTRAINT "series_alias_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_alias" ADD CONSTRAINT "series_alias_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation" ADD CONSTRAINT "observation_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source" ADD CONSTRAINT "source_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_event_person" ON "audit_event" USING btree ("person_id","at");--> statement-breakpoint
CREATE INDEX "member_person" ON "member" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_email" ON "person" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "sign_in_failure_bucket" ON "sign_in_failure" USING btree ("bucket","failed_at");--> statement-breakpoint
CREATE INDEX "sign_in_session_person" ON "sign_in_session" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "entity_kind_slug" ON "entity" USING btree ("kind","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "entity_alias_name" ON "entity_alias" USING btree ("kind",lower("alias"));--> statement-breakpoint
CREATE INDEX "entity_alias_entity" ON "entity_alias" USING btree ("entity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "entity_version_as_of" ON "entity_version" USING btree ("entity_id","known_at" DESC NULLS FIRST,"recorded_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "event_dataset" ON "event" USING btree ("dataset","occurred_on");--> statement-breakpoint
CREATE UNIQUE INDEX "event_key" ON "event" USING btree ("key","known_at","recorded_at");--> statement-breakpoint
CREATE INDEX "relation_from" ON "relation" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "relation_to" ON "relation" USING btree ("to_id");--> statement-breakpoint
CREATE UNIQUE INDEX "series_code" ON "series" USING btree ("code");--> statement-breakpoint
CREATE INDEX "series_dataset" ON "series" USING btree ("dataset","measure");--> statement-breakpoint
CREATE INDEX "series_alias_series" ON "series_alias" USING btree ("series_id");--> statement-breakpoint
CREATE UNIQUE INDEX "starter_file_state" ON "starter_file" USING btree ("path","sha256");--> statement-breakpoint
CREATE INDEX "observation_release" ON "observation" USING btree ("release_id");--> statement-breakpoint
CREATE UNIQUE INDEX "release_number" ON "release" USING btree ("dataset","number" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "release_change_set" ON "release" USING btree ("change_set_id","dataset");--> statement-breakpoint
CREATE UNIQUE INDEX "source_key" ON "source" USING btree ("key");