-- Compiling a statement of ours takes longer than running it. A database's owner may say so; who isn't, reads how.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'This database keeps compiling statements (%), so its owner should ALTER DATABASE … SET jit = off.', SQLERRM;
END $$;
