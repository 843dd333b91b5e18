CREATE TABLE "index_rate_card" (
	"gpu" text NOT NULL,
	"segment" text NOT NULL,
	"tenor" text NOT NULL,
	"value_date" date NOT NULL,
	"revision" integer NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"value" double precision,
	"low" double precision,
	"high" double precision,
	"votes" integer NOT NULL,
	"owners" integer NOT NULL,
	"seen31" double precision NOT NULL,
	"seen92" double precision NOT NULL,
	"grade" text NOT NULL,
	"chain" double precision,
	"chain_from" date,
	"companion" double precision,
	"fleets" integer NOT NULL,
	"input_hash" text NOT NULL,
	"parameters_hash" text NOT NULL,
	"reason" text NOT NULL,
	"change_set_id" bigint,
	CONSTRAINT "index_rate_card_grade" CHECK ("index_rate_card"."grade" in ('A', 'B', 'C')),
	CONSTRAINT "index_rate_card_range" CHECK ("index_rate_card"."low" <= "index_rate_card"."value" and "index_rate_card"."value" <= "index_rate_card"."high")
);
--> statement-breakpoint
ALTER TABLE "index_rate_card" ADD CONSTRAINT "index_rate_card_parameters_hash_index_parameters_hash_fk" FOREIGN KEY ("parameters_hash") REFERENCES "public"."index_parameters"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "index_rate_card" ADD CONSTRAINT "index_rate_card_change_set_id_change_set_id_fk" FOREIGN KEY ("change_set_id") REFERENCES "public"."change_set"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "index_rate_card_key" ON "index_rate_card" USING btree ("gpu","segment","tenor","value_date","revision");
--> statement-breakpoint
CREATE TRIGGER index_rate_card_append_only BEFORE UPDATE OR DELETE ON index_rate_card FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER index_rate_card_no_truncate BEFORE TRUNCATE ON index_rate_card FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
GRANT SELECT, INSERT ON index_rate_card TO halfpitch_app;
