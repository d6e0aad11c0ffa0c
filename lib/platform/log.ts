import pino from "pino";

export type Log = pino.Logger;

/** One JSON line an event on stdout. Whatever could hold a secret is cut out by name. */
export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "password",
        "secret",
        "apikey",
        "authorization",
        "cookie",
        "token",
        "*.password",
        "*.secret",
        "*.apikey",
        "*.authorization",
        "*.cookie",
        "*.token",
      ],
      censor: "***",
    },
  });
