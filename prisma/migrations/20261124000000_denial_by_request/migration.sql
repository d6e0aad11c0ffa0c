-- A denial is found by the request id in the client's error message. Partial: granted rows, which are nearly all
-- and which a token waits for, don't pay for it.
CREATE INDEX "usage_event_denied_request_id_idx" ON "usage_event"("request_id") WHERE "outcome" = 'denied';
