CREATE TABLE "held_agreement" (
	"item_id" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"why" text NOT NULL,
	"agreed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "held_agreement_item_id_person_id_pk" PRIMARY KEY("item_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "held_agreement" ADD CONSTRAINT "held_agreement_item_id_held_item_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."held_item"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_agreement" ADD CONSTRAINT "held_agreement_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;