CREATE TABLE "observation_tally" (
	"dataset" text NOT NULL,
	"source_id" bigint NOT NULL,
	"known_at" timestamp with time zone NOT NULL,
	"observations" integer NOT NULL,
	"newest_period" date,
	CONSTRAINT "observation_tally_dataset_source_id_known_at_pk" PRIMARY KEY("dataset","source_id","known_at")
);
--> statement-breakpoint
CREATE TABLE "series_start" (
	"series_id" bigint PRIMARY KEY NOT NULL,
	"dataset" text NOT NULL,
	"first_known_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "observation_tally" ADD CONSTRAINT "observation_tally_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series_start" ADD CONSTRAINT "series_start_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "observation_tally_source" ON "observation_tally" USING btree ("source_id");--> statement-breakpoint
CREATE INDEX "series_start_dataset" ON "series_start" USING btree ("dataset","first_known_at");--> statement-breakpoint
-- by hand
INSERT INTO observation_tally (dataset, source_id, known_at, observations, newest_period)
SELECT series.dataset, o.source_id, o.known_at, count(*), max(o.period) FILTER (WHERE o.status IN ('A', 'P', 'E'))
FROM observation o JOIN series ON series.id = o.series_id GROUP BY 1, 2, 3;
--> statement-breakpoint
INSERT INTO series_start (series_id, dataset, first_known_at)
SELECT series.id, series.dataset, min(o.known_at) FROM observation o JOIN series ON series.id = o.series_id GROUP BY 1, 2;
--> statement-breakpoint
-- Of its owner's right: the application reads both tables and writes neither.
CREATE FUNCTION tally_observations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO observation_tally AS tally (dataset, source_id, known_at, observations, newest_period)
  SELECT series.dataset, o.source_id, o.known_at, count(*), max(o.period) FILTER (WHERE o.status IN ('A', 'P', 'E'))
  FROM new_rows o JOIN series ON series.id = o.series_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (dataset, source_id, known_at) DO UPDATE SET observations = tally.observations + excluded.observations,
    newest_period = greatest(tally.newest_period, excluded.newest_period);
  INSERT INTO series_start AS start (series_id, dataset, first_known_at)
  SELECT series.id, series.dataset, min(o.known_at)
  FROM new_rows o JOIN series ON series.id = o.series_id GROUP BY 1, 2 ORDER BY 1
  ON CONFLICT (series_id) DO UPDATE SET first_known_at = excluded.first_known_at
    WHERE excluded.first_known_at < start.first_known_at;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER observation_tally AFTER INSERT ON observation REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tally_observations();
--> statement-breakpoint
GRANT SELECT ON observation_tally, series_start TO halfpitch_app;
