GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO halfpitch_app;
--> statement-breakpoint
-- The sources that were merged, each with the one at the end of its way. A way never turns in a circle, which the verb
-- sees to; the bound keeps a read from hanging if one ever did.
CREATE VIEW merged_source AS
WITH RECURSIVE merged AS (
  SELECT source_id, merged_into FROM (
    SELECT DISTINCT ON (source_id) source_id, merged_into FROM source_state ORDER BY source_id, id DESC
  ) newest WHERE merged_into IS NOT NULL
), way AS (
  SELECT source_id AS start, merged_into AS at, 1 AS steps FROM merged
  UNION ALL
  SELECT way.start, merged.merged_into, way.steps + 1
  FROM way JOIN merged ON merged.source_id = way.at WHERE way.steps < 1000
)
SELECT DISTINCT ON (way.start) way.start AS source_id, shown.id, shown.key, shown.title, shown.publisher, shown.url,
  shown.published, shown.kind, shown.licence, shown.reliability
FROM way JOIN source shown ON shown.id = way.at
ORDER BY way.start, way.steps DESC;
--> statement-breakpoint
-- Each source as it is to be shown: where it was merged, the one it was merged into; with the licence and reliability
-- that analysts gave it last. `id` and `own_key` are those of the row that numbers point to. Written so that a read
-- which asks for the key alone, as every read of observations does, pays for little else.
CREATE VIEW standing_source AS
SELECT own.id, own.key AS own_key, coalesce(into_one.id, own.id) AS shown_id, coalesce(into_one.key, own.key) AS key,
  coalesce(into_one.title, own.title) AS title, coalesce(into_one.publisher, own.publisher) AS publisher,
  CASE WHEN into_one.id IS NULL THEN own.url ELSE into_one.url END AS url,
  CASE WHEN into_one.id IS NULL THEN own.published ELSE into_one.published END AS published,
  coalesce(into_one.kind, own.kind) AS kind,
  coalesce(newest.licence, CASE WHEN into_one.id IS NULL THEN own.licence ELSE into_one.licence END) AS licence,
  coalesce(newest.reliability, CASE WHEN into_one.id IS NULL THEN own.reliability ELSE into_one.reliability END)
    AS reliability,
  coalesce(newest.archived, false) AS archived
FROM source own
LEFT JOIN merged_source into_one ON into_one.source_id = own.id
LEFT JOIN (
  SELECT DISTINCT ON (source_id) source_id, licence, reliability, archived FROM source_state ORDER BY source_id, id DESC
) newest ON newest.source_id = coalesce(into_one.id, own.id);
--> statement-breakpoint
-- The entities that were merged, each with the one at the end of its way.
CREATE VIEW merged_entity AS
WITH RECURSIVE merged AS (
  SELECT entity_id, into_id FROM (
    SELECT DISTINCT ON (entity_id) entity_id, into_id FROM entity_merge ORDER BY entity_id, id DESC
  ) newest WHERE into_id IS NOT NULL
), way AS (
  SELECT entity_id AS start, into_id AS at, 1 AS steps FROM merged
  UNION ALL
  SELECT way.start, merged.into_id, way.steps + 1
  FROM way JOIN merged ON merged.entity_id = way.at WHERE way.steps < 1000
)
SELECT DISTINCT ON (way.start) way.start AS entity_id, shown.id, shown.slug
FROM way JOIN entity shown ON shown.id = way.at
ORDER BY way.start, way.steps DESC;
--> statement-breakpoint
-- Each entity with the one that it is shown as: itself where it was not merged.
CREATE VIEW standing_entity AS
SELECT own.id, own.kind, own.slug, coalesce(into_one.id, own.id) AS shown_id,
  coalesce(into_one.slug, own.slug) AS shown_slug
FROM entity own LEFT JOIN merged_entity into_one ON into_one.entity_id = own.id;
--> statement-breakpoint
GRANT SELECT ON merged_source, standing_source, merged_entity, standing_entity TO halfpitch_app;
