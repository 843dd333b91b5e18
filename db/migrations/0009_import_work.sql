CREATE TABLE "import_work" (
	"upload_id" bigint PRIMARY KEY NOT NULL,
	"reading" jsonb,
	"mapping" jsonb,
	"fixes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"outcome" jsonb,
	"saved_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "import_work" ADD CONSTRAINT "import_work_upload_id_upload_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."upload"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON import_work TO halfpitch_app;
