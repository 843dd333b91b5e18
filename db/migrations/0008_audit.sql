ALTER TABLE "audit_event" ADD COLUMN "as_id" uuid;--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "organisation_id" bigint;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_as_id_person_id_fk" FOREIGN KEY ("as_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_organisation" ON "audit_event" USING btree ("organisation_id","id");