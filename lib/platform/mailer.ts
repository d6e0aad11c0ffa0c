import nodemailer from "nodemailer";

export type Mail = { to: string; subject: string; text: string };

/** Sends mail; a refusal or silence of the server rejects. */
export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

const timeoutMs = 10_000;

/** @param url `smtp://user:password@host:port` or `smtps://…` */
export const createMailer = (url: string, from: string): Mailer => {
  const transport = nodemailer.createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Text of ours alone: nothing in a mail is read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
    close: () => transport.close(),
  };
};
