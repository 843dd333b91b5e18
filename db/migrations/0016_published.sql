CREATE TABLE "delivery" (
	"subscriber" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"up_to" bigint NOT NULL,
	"delivered_at" timestamp with time zone,
	"done" text[] DEFAULT '{}' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"error" text,
	"failing_since" timestamp with time zone,
	"alerted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "published" (
	"change_set_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "published" ADD CONSTRAINT "published_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER published_append_only BEFORE UPDATE OR DELETE ON published FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER published_no_truncate BEFORE TRUNCATE ON published FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
GRANT SELECT, INSERT ON published TO halfpitch_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON delivery TO halfpitch_app;
