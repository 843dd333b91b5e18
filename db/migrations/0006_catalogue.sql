ALTER TABLE "entity_merge" DROP CONSTRAINT "entity_merge_entity_id_pk";--> statement-breakpoint
ALTER TABLE "entity_merge" ALTER COLUMN "into_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "entity_merge" ADD COLUMN "id" bigint PRIMARY KEY NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "entity_merge_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
CREATE INDEX "observation_source" ON "observation" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "entity_merge_entity" ON "entity_merge" USING btree ("entity_id","id");