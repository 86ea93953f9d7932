CREATE TABLE "audit" (
	"tenant_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"details" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_tenant_id_sequence_pk" PRIMARY KEY("tenant_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "authorization_requests" (
	"state" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"system" text NOT NULL,
	"sealed_verifier" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "brief_demands" (
	"tenant_id" uuid NOT NULL,
	"record_key" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "brief_demands_tenant_id_record_key_pk" PRIMARY KEY("tenant_id","record_key")
);
--> statement-breakpoint
CREATE TABLE "briefs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"record_key" text NOT NULL,
	"is_current" boolean NOT NULL,
	"sealed_brief" "bytea" NOT NULL,
	"etag" text NOT NULL,
	"lineage" jsonb NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chunks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"start" integer NOT NULL,
	"end" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"system" text NOT NULL,
	"state" text NOT NULL,
	"external_user_id" text NOT NULL,
	"external_org_id" text NOT NULL,
	"instance_url" text NOT NULL,
	"sealed_tokens" "bytea" NOT NULL,
	"access_expires_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"connected_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm_writes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"insight_id" text NOT NULL,
	"record_key" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"external_id" text NOT NULL,
	"action" text NOT NULL,
	"state" text NOT NULL,
	"target_key" text,
	"target_url" text,
	"sealed_change" "bytea" NOT NULL,
	"error" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source_id" text NOT NULL,
	"version" text NOT NULL,
	"content_hash" text NOT NULL,
	"record_key" text NOT NULL,
	"record_keys" text[] NOT NULL,
	"visibility" text NOT NULL,
	"title" text NOT NULL,
	"author" text,
	"at" timestamp with time zone NOT NULL,
	"meta" jsonb NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"text_length" integer NOT NULL,
	"copies" text[] DEFAULT '{}' NOT NULL,
	"indexed_as" text,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"record_key" text NOT NULL,
	"document_id" uuid,
	"sealed_evidence" "bytea" NOT NULL,
	CONSTRAINT "evidence_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"tenant_id" uuid NOT NULL,
	"insight_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"record_key" text NOT NULL,
	"verdict" text NOT NULL,
	"sealed_correction" "bytea",
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "feedback_tenant_id_insight_id_user_id_pk" PRIMARY KEY("tenant_id","insight_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "field_changes" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"record_key" text NOT NULL,
	"field" text NOT NULL,
	"old_value" text,
	"new_value" text,
	"at" timestamp with time zone NOT NULL,
	"by_name" text,
	CONSTRAINT "field_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "insights" (
	"tenant_id" uuid NOT NULL,
	"id" text NOT NULL,
	"record_key" text NOT NULL,
	"brief_id" uuid NOT NULL,
	"sealed_insight" "bytea" NOT NULL,
	CONSTRAINT "insights_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"user_id" uuid,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"idempotency_key" text,
	"record_key" text,
	"progress" real,
	"step" text,
	"sealed_input" "bytea",
	"sealed_result" "bytea",
	"error" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "records" (
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"system" text NOT NULL,
	"type" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"parent_key" text,
	"fields" jsonb NOT NULL,
	"version" text NOT NULL,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "records_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "sync_cursors" (
	"tenant_id" uuid NOT NULL,
	"system" text NOT NULL,
	"object" text NOT NULL,
	"cursor" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"has_gap" boolean DEFAULT false NOT NULL,
	CONSTRAINT "sync_cursors_tenant_id_system_object_pk" PRIMARY KEY("tenant_id","system","object")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"roles" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "views" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"record_key" text NOT NULL,
	"viewed_at" timestamp with time zone NOT NULL,
	"previous_viewed_at" timestamp with time zone,
	CONSTRAINT "views_tenant_id_user_id_record_key_pk" PRIMARY KEY("tenant_id","user_id","record_key")
);
--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "briefs_current" ON "briefs" USING btree ("tenant_id","record_key") WHERE "briefs"."is_current";--> statement-breakpoint
CREATE UNIQUE INDEX "chunks_document" ON "chunks" USING btree ("document_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "connections_user_system" ON "connections" USING btree ("user_id","system");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_writes_idempotency" ON "crm_writes" USING btree ("tenant_id","user_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "crm_writes_insight" ON "crm_writes" USING btree ("tenant_id","insight_id");--> statement-breakpoint
CREATE INDEX "crm_writes_record" ON "crm_writes" USING btree ("tenant_id","record_key");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_source" ON "documents" USING btree ("tenant_id","source_id");--> statement-breakpoint
CREATE INDEX "documents_record" ON "documents" USING btree ("tenant_id","record_key","at");--> statement-breakpoint
CREATE INDEX "documents_hash" ON "documents" USING btree ("tenant_id","content_hash");--> statement-breakpoint
CREATE INDEX "feedback_record" ON "feedback" USING btree ("tenant_id","user_id","record_key");--> statement-breakpoint
CREATE INDEX "field_changes_record" ON "field_changes" USING btree ("tenant_id","record_key","at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_idempotency" ON "jobs" USING btree ("tenant_id","user_id","kind","idempotency_key");--> statement-breakpoint
CREATE INDEX "jobs_open" ON "jobs" USING btree ("tenant_id","kind","user_id") WHERE "jobs"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "records_parent" ON "records" USING btree ("tenant_id","parent_key");--> statement-breakpoint
CREATE UNIQUE INDEX "users_tenant_email" ON "users" USING btree ("tenant_id","email");