CREATE TRIGGER held_agreement_append_only BEFORE UPDATE OR DELETE ON held_agreement FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
CREATE TRIGGER held_agreement_no_truncate BEFORE TRUNCATE ON held_agreement FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
--> statement-breakpoint
GRANT SELECT, INSERT ON held_agreement TO halfpitch_app;
