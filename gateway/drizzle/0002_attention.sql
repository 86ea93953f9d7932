CREATE TABLE "attention_items" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"day" text NOT NULL,
	"record_key" text NOT NULL,
	"insight_id" text NOT NULL,
	"shown_at" timestamp with time zone NOT NULL,
	"dismissed_at" timestamp with time zone,
	CONSTRAINT "attention_items_tenant_id_user_id_day_record_key_pk" PRIMARY KEY("tenant_id","user_id","day","record_key")
);
--> statement-breakpoint
ALTER TABLE "feedback" ADD COLUMN "signal_code" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "thread_id" uuid;--> statement-breakpoint
CREATE INDEX "feedback_signal" ON "feedback" USING btree ("tenant_id","signal_code");