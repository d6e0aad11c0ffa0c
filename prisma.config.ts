import { defineConfig } from "prisma/config";

// `generate`, `validate` and `format` never run the native engine, but the CLI wants the path to exist.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  ...(process.env.DATABASE_MIGRATION_URL ? { datasource: { url: process.env.DATABASE_MIGRATION_URL } } : {}),
});
