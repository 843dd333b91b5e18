import { createServer } from "node:net";

/** A mail server that keeps what it is sent. */
export type MailSink = { url: string; mails: string[]; close: () => Promise<void> };

/** Starts a mail server on a free port of this machine that takes every mail and delivers none. */
export async function mailSink(): Promise<MailSink> {
  const mails: string[] = [];
  const server = createServer((socket) => {
    let mail: string[] | null = null;
    let rest = "";
    const say = (line: string) => socket.write(`${line}\r\n`);
    const hear = (line: string): unknown => {
      if (mail && line !== ".") return mail.push(line);
      if (mail) {
        mails.push(mail.join("\n"));
        mail = null;
        return say("250 taken");
      }
      if (/^DATA/i.test(line)) mail = [];
      if (/^QUIT/i.test(line)) return socket.end("221 bye\r\n");
      return say(mail ? "354 go on" : "250 well");
    };
    say("220 sink");
    socket.on("error", () => undefined);
    socket.setEncoding("utf8").on("data", (text) => {
      const lines = (rest + String(text)).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) hear(line);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("a port was asked for");
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `smtp://127.0.0.1:${address.port}`, mails, close };
}
