/** The environment of a test run: whoever starts it may have the portal configured for something else. */
export const testEnvironment = () => {
  const own = /^(WHARFKEY_|REGISTRY_|OIDC_|DATABASE_|SMTP_URL$|PORT$|HOST$|NODE_ENV$|LOG_LEVEL$|NEXTAUTH_)/;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !own.test(name)),
  ) as NodeJS.ProcessEnv;
};
