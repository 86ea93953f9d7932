CREATE TABLE "change_streams" (
	"tenant_id" uuid NOT NULL,
	"system" text NOT NULL,
	"object" text NOT NULL,
	"position" text,
	"alive_at" timestamp with time zone,
	"told_at" timestamp with time zone NOT NULL,
	"unsure_since" timestamp with time zone,
	"has_gap" boolean DEFAULT false NOT NULL,
	CONSTRAINT "change_streams_tenant_id_system_object_pk" PRIMARY KEY("tenant_id","system","object")
);
