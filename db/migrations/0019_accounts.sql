CREATE TABLE "invitation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invitation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organisation_id" bigint NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitation_role" CHECK ("invitation"."role" in ('subscriber', 'manager', 'analyst', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "password_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"made_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"person_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_person_id_code_hash_pk" PRIMARY KEY("person_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_brake" (
	"bucket" text PRIMARY KEY NOT NULL,
	"of" text,
	"failures" integer NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"open_at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"organisation_id" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"dataset" text NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"reads" integer NOT NULL,
	CONSTRAINT "usage_organisation_id_day_person_id_dataset_kind_pk" PRIMARY KEY("organisation_id","day","person_id","dataset","kind"),
	CONSTRAINT "usage_kind" CHECK ("usage"."kind" in ('page', 'csv', 'api'))
);
--> statement-breakpoint
ALTER TABLE "member" DROP CONSTRAINT "member_role";--> statement-breakpoint
ALTER TABLE "entitlement" ADD COLUMN "ends_on" date;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "house" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "seats" integer;--> statement-breakpoint
ALTER TABLE "organisation" ADD COLUMN "requires_totp" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "totp_secret" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "totp_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "totp_step" bigint;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD COLUMN "seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sign_in_session" ADD COLUMN "proved_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_person_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_accepted_by_person_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_link" ADD CONSTRAINT "password_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_link" ADD CONSTRAINT "password_link_made_by_person_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage" ADD CONSTRAINT "usage_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_open" ON "invitation" USING btree ("organisation_id",lower("email")) WHERE "invitation"."accepted_at" is null and "invitation"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "password_link_person" ON "password_link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_brake_of" ON "sign_in_brake" USING btree ("of","failed_at");--> statement-breakpoint
CREATE INDEX "sign_in_brake_failed" ON "sign_in_brake" USING btree ("failed_at");--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_role" CHECK ("member"."role" in ('subscriber', 'manager', 'analyst', 'admin'));--> statement-breakpoint
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_seats" CHECK ("organisation"."seats" > 0);--> statement-breakpoint
-- by hand
-- The house is who has analysts and admins; where there are several, the oldest.
UPDATE organisation SET house = true WHERE id = (
  SELECT min(organisation_id) FROM member WHERE role IN ('analyst', 'admin'));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_brake, password_link, recovery_code TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON invitation, usage TO halfpitch_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
