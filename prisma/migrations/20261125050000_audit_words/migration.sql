-- What an audit event is found by: the words of who, what, where from and of its ids. Built into every PostgreSQL,
-- unlike trigrams, which the portal's owner may not be allowed to install.
CREATE FUNCTION "audit_words"("actor_name" text, "actor_iam_id" text, "target_name" text, "target_id" text, "ip" text, "correlation_id" text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('pg_catalog.simple', regexp_replace(
    $1 || ' ' || coalesce($2, '') || ' ' || $3 || ' ' || $4 || ' ' || $5 || ' ' || $6, '[^[:alnum:]]+', ' ', 'g'))
$$;

-- Every word of a text as the beginning of a word; null when it has none.
CREATE FUNCTION "audit_search"("text" text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsquery('pg_catalog.simple', string_agg(word || ':*', ' & '))
  FROM regexp_split_to_table($1, '[^[:alnum:]]+') AS word WHERE word <> ''
$$;

CREATE INDEX "audit_event_words_idx" ON "audit_event"
  USING GIN ("audit_words"("actor_name", "actor_iam_id", "target_name", "target_id", "ip", "correlation_id"))
  WITH (fastupdate = off);
