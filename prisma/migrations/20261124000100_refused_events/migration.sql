-- When someone last sent events for a region with a wrong secret: what a connection check needs to tell it from silence.
ALTER TABLE "region" ADD COLUMN "last_event_refused_at" TIMESTAMPTZ(3);
