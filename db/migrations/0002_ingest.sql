CREATE TABLE "connector_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "connector_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"connector" text NOT NULL,
	"trigger" text NOT NULL,
	"started_by" text NOT NULL,
	"replay_of" bigint,
	"observed_on" date NOT NULL,
	"since" date,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"state" text DEFAULT 'running' NOT NULL,
	"requests" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"seen" integer DEFAULT 0 NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"appended" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"findings" jsonb,
	"error" text,
	"change_set_id" bigint,
	CONSTRAINT "connector_run_trigger" CHECK ("connector_run"."trigger" in ('schedule', 'person', 'command', 'replay')),
	CONSTRAINT "connector_run_state" CHECK ("connector_run"."state" in ('running', 'published', 'unchanged', 'held', 'failed', 'aborted'))
);
--> statement-breakpoint
CREATE TABLE "connector_state" (
	"connector" text PRIMARY KEY NOT NULL,
	"turned_on" boolean,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"pause_reason" text,
	"due_since" timestamp with time zone,
	"trouble" text,
	"trouble_since" timestamp with time zone,
	"alerted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "held_item" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "held_item_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"connector" text NOT NULL,
	"dataset" text NOT NULL,
	"series" text NOT NULL,
	"period" date NOT NULL,
	"value" double precision,
	"standing" double precision,
	"proposal" jsonb NOT NULL,
	"rule" text NOT NULL,
	"reason" text NOT NULL,
	"held_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'held' NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"decision" text,
	"change_set_id" bigint,
	CONSTRAINT "held_item_state" CHECK ("held_item"."state" in ('held', 'accepted', 'corrected', 'rejected', 'superseded')),
	CONSTRAINT "held_item_decision" CHECK ("held_item"."state" in ('held', 'superseded') or ("held_item"."decided_at" is not null and "held_item"."decided_by" is not null and length("held_item"."decision") > 0))
);
--> statement-breakpoint
CREATE TABLE "host_slot" (
	"quota" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "http_validator" (
	"request" text PRIMARY KEY NOT NULL,
	"etag" text,
	"last_modified" text,
	"hash" text NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payload" (
	"hash" text PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"kept_bytes" bigint NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_payload" (
	"run_id" bigint NOT NULL,
	"place" integer NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"hash" text NOT NULL,
	"fresh" boolean DEFAULT true NOT NULL,
	"fetched_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_payload_run_id_place_pk" PRIMARY KEY("run_id","place")
);
--> statement-breakpoint
CREATE TABLE "index_assessment" (
	"gpu" text NOT NULL,
	"segment" text NOT NULL,
	"tenor" text NOT NULL,
	"value_date" date NOT NULL,
	"revision" integer NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"value" double precision,
	"chain" double precision,
	"status" text NOT NULL,
	"providers" integer NOT NULL,
	"observations" integer NOT NULL,
	"routes" integer NOT NULL,
	"max_weight" double precision,
	"mad" double precision,
	"tier_share" jsonb NOT NULL,
	"input_hash" text NOT NULL,
	"parameters_hash" text NOT NULL,
	"reason" text NOT NULL,
	"note" text NOT NULL,
	"explanation" jsonb NOT NULL,
	"change_set_id" bigint,
	CONSTRAINT "index_assessment_status" CHECK ("index_assessment"."status" in ('provisional', 'final', 'restated', 'carried', 'indicative', 'withheld')),
	CONSTRAINT "index_assessment_value" CHECK (("index_assessment"."status" = 'withheld') = ("index_assessment"."value" is null))
);
--> statement-breakpoint
CREATE TABLE "index_parameters" (
	"hash" text PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"parameters" jsonb NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "connector_run" ADD CONSTRAINT "connector_run_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_item" ADD CONSTRAINT "held_item_run_id_connector_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."connector_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_item" ADD CONSTRAINT "held_item_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "http_validator" ADD CONSTRAINT "http_validator_hash_payload_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."payload"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_payload" ADD CONSTRAINT "run_payload_run_id_connector_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."connector_run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_payload" ADD CONSTRAINT "run_payload_hash_payload_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."payload"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_assessment" ADD CONSTRAINT "index_assessment_parameters_hash_index_parameters_hash_fk" FOREIGN KEY ("parameters_hash") REFERENCES "public"."index_parameters"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_assessment" ADD CONSTRAINT "index_assessment_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "connector_run_recent" ON "connector_run" USING btree ("connector","started_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "connector_run_change_set" ON "connector_run" USING btree ("change_set_id");--> statement-breakpoint
CREATE UNIQUE INDEX "held_item_once" ON "held_item" USING btree ("series","period",md5("proposal"::text));--> statement-breakpoint
CREATE INDEX "held_item_open" ON "held_item" USING btree ("dataset","state");--> statement-breakpoint
CREATE INDEX "held_item_run" ON "held_item" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "run_payload_hash" ON "run_payload" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "index_assessment_key" ON "index_assessment" USING btree ("gpu","segment","tenor","value_date","revision");