-- What holds for the site: for now how long usage that belongs to no account is kept.
CREATE TABLE "site_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "usage_retention_months" INTEGER NOT NULL DEFAULT 13,
    "usage_export_first" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "site_settings_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "site_settings_one" CHECK ("id" = 1)
);

-- A month is kept by the site too.
CREATE OR REPLACE FUNCTION "drop_usage_partition"("month" timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  lower_bound timestamptz := date_trunc('month', "month");
  name text := 'usage_event_' || to_char(lower_bound, 'YYYY_MM');
  site integer := coalesce((SELECT usage_retention_months FROM site_settings), 13);
BEGIN
  -- Twice checked: nobody keeps this month.
  IF lower_bound + interval '1 month' > date_trunc('month', now()) - make_interval(months =>
      greatest(1, site, (SELECT max(usage_retention_months) FROM account)))
     OR site = 0 OR EXISTS (SELECT FROM account WHERE usage_retention_months = 0) THEN
    RETURN false;
  END IF;
  IF to_regclass(name) IS NULL THEN RETURN false; END IF;
  PERFORM pg_advisory_xact_lock(72707370);
  EXECUTE format('DROP TABLE %I', name);
  DELETE FROM usage_hour WHERE at >= lower_bound AND at < lower_bound + interval '1 month';
  DELETE FROM usage_day WHERE at >= lower_bound AND at < lower_bound + interval '1 month';
  RETURN true;
END $$;
