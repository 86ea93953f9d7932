CREATE TABLE "authorization_clients" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"system" text NOT NULL,
	"redirect_uris" text[] NOT NULL,
	"sealed_secret" "bytea",
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "authorization_items" (
	"model" text NOT NULL,
	"id_hash" text NOT NULL,
	"grant_hash" text,
	"sealed_payload" "bytea" NOT NULL,
	"consumed_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "authorization_items_model_id_hash_pk" PRIMARY KEY("model","id_hash")
);
--> statement-breakpoint
CREATE TABLE "tenant_orgs" (
	"tenant_id" uuid NOT NULL,
	"system" text NOT NULL,
	"org_id" text NOT NULL,
	"login_url" text,
	"creates_users" boolean DEFAULT true NOT NULL,
	"bound_at" timestamp with time zone NOT NULL,
	CONSTRAINT "tenant_orgs_tenant_id_system_pk" PRIMARY KEY("tenant_id","system")
);
--> statement-breakpoint
ALTER TABLE "authorization_requests" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "authorization_requests" ADD COLUMN "interaction_id" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "refreshed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "lease_holder" uuid;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "lease_ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deactivated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "authorization_clients" ADD CONSTRAINT "authorization_clients_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenant_orgs" ADD CONSTRAINT "tenant_orgs_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "authorization_items_grant" ON "authorization_items" USING btree ("grant_hash");--> statement-breakpoint
CREATE INDEX "authorization_items_expiry" ON "authorization_items" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tenant_orgs_org" ON "tenant_orgs" USING btree ("system","org_id");--> statement-breakpoint
CREATE UNIQUE INDEX "connections_external_user" ON "connections" USING btree ("tenant_id","system","external_user_id");