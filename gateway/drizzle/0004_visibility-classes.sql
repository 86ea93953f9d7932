-- Briefs made before do not say what they were made of, so nobody may be shown them: they are made again.
INSERT INTO "brief_demands" ("tenant_id", "record_key", "changed_at")
  SELECT "tenant_id", "record_key", now() FROM "briefs" WHERE "is_current"
  ON CONFLICT ("tenant_id", "record_key") DO UPDATE SET "changed_at" = excluded."changed_at";--> statement-breakpoint
UPDATE "briefs" SET "is_current" = false WHERE "is_current";--> statement-breakpoint
DELETE FROM "evidence";--> statement-breakpoint
DELETE FROM "insights";--> statement-breakpoint
DROP INDEX "briefs_current";--> statement-breakpoint
ALTER TABLE "briefs" ADD COLUMN "visibility" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "briefs" ADD COLUMN "sources" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "briefs" ADD COLUMN "withheld" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "crm_writes" ADD COLUMN "sources" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "visibility" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "brief_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "insights" ADD COLUMN "visibility" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "visibility" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "sources" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "views" ADD COLUMN "visibility" text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE "evidence" DROP CONSTRAINT "evidence_tenant_id_id_pk";--> statement-breakpoint
ALTER TABLE "insights" DROP CONSTRAINT "insights_tenant_id_id_pk";--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_tenant_id_id_visibility_pk" PRIMARY KEY("tenant_id","id","visibility");--> statement-breakpoint
ALTER TABLE "insights" ADD CONSTRAINT "insights_tenant_id_id_visibility_pk" PRIMARY KEY("tenant_id","id","visibility");--> statement-breakpoint
CREATE INDEX "views_record" ON "views" USING btree ("tenant_id","record_key","viewed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "briefs_current" ON "briefs" USING btree ("tenant_id","record_key","visibility") WHERE "briefs"."is_current";
