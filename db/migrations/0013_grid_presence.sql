CREATE TABLE "grid_presence" (
	"dataset" text NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" bigint NOT NULL,
	"measure" text NOT NULL,
	"series" text,
	"period" date,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "grid_presence_dataset_person_id_pk" PRIMARY KEY("dataset","person_id")
);
--> statement-breakpoint
ALTER TABLE "grid_presence" ADD CONSTRAINT "grid_presence_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grid_presence" ADD CONSTRAINT "grid_presence_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Presence is of the present: written over, and taken away by who leaves.
GRANT SELECT, INSERT, UPDATE, DELETE ON grid_presence TO halfpitch_app;
