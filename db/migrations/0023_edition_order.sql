CREATE TABLE "edition_order" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "edition_order_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dataset" text NOT NULL,
	"label" text NOT NULL,
	"release" integer NOT NULL,
	"change_set_id" bigint NOT NULL,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_by" text NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "edition_order" ADD CONSTRAINT "edition_order_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "edition_order_label" ON "edition_order" USING btree ("dataset","label");--> statement-breakpoint
-- by hand
INSERT INTO edition_order (dataset, label, release, change_set_id, closed_at, closed_by, note)
SELECT dataset, label, release, change_set_id, closed_at, closed_by, note FROM edition ORDER BY id;
--> statement-breakpoint
CREATE TRIGGER edition_order_append_only BEFORE UPDATE OR DELETE ON edition_order FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER edition_order_no_truncate BEFORE TRUNCATE ON edition_order FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
GRANT SELECT, INSERT ON edition_order TO halfpitch_app;
