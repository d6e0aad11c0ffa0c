import pino from "pino";

export type Log = pino.Logger;

/**
 * An error's words for the log. Prisma's of a wrong call begin with all that was to be written: only what comes
 * after it says what is wrong.
 */
export const errorWords = ({ name, message }: Error): string =>
  `${name}: ${name === "PrismaClientValidationError" ? (message.trim().split("\n").at(-1) ?? "") : message}`;

/** Neither its other properties, such as PostgreSQL's row that failed, nor the message that stands in its stack. */
const loggedError = (error: unknown) =>
  error instanceof Error
    ? {
        message: errorWords(error),
        code: (error as { code?: unknown }).code,
        stack: error.stack?.match(/^ {4}at .*$/gm)?.join("\n"),
      }
    : error;

/** One JSON line an event on stdout. Whatever could hold a secret is cut out by name. */
export const createLog = (level: string, to: pino.DestinationStream = pino.destination()): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: loggedError },
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
    },
    to,
  );
