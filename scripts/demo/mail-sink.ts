import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

const MAX_MESSAGE_BYTES = 1024 * 1024;

/** @internal for tests */
export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The message as it came, RFC 5322. */
  readonly raw: string;
}

/** What the sink answers; by default it takes everything. A code refuses, `cut` drops the line, `hang` never answers. */
export interface SinkManners {
  /** Asked at each RCPT TO. */
  readonly recipient?: (address: string) => number | undefined;
  /** Asked once the whole message has come. */
  readonly message?: (mail: SunkMail) => Promise<number | 'cut' | 'hang' | undefined>;
}

export interface MailSink {
  /** `smtp://127.0.0.1:port` */
  readonly url: string;
  /** Messages that came whole, whatever was answered. */
  count(): number;
  messages(): readonly SunkMail[];
  close(): Promise<void>;
}

/** The mail relay of the demo: takes messages on loopback and sends nothing on; with a folder, each is kept as `.eml`. */
export async function startMailSink(options: {
  readonly folder?: string;
  /** A free one by default. Loopback only. */
  readonly port?: number;
  readonly manners?: SinkManners;
}): Promise<MailSink> {
  const { folder, manners = {} } = options;
  if (folder !== undefined) await mkdir(folder, { recursive: true });
  const mails: SunkMail[] = [];
  const sockets = new Map<number, Socket>();

  const receive = async (session: SMTPServerSession, raw: string) => {
    const { mailFrom, rcptTo } = session.envelope;
    const mail = {
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw,
    };
    mails.push(mail);
    if (folder !== undefined) {
      await writeFile(join(folder, `${String(mails.length).padStart(5, '0')}.eml`), raw);
    }
    return manners.message?.(mail);
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    logger: false,
    onRcptTo: (address, _session, done) => {
      const code = manners.recipient?.(address.address);
      done(code === undefined ? null : answer(code));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        receive(session, Buffer.concat(chunks).toString('utf8')).then((verdict) => {
          if (verdict === 'cut') sockets.get(session.remotePort)?.destroy();
          else if (verdict !== 'hang') done(verdict === undefined ? null : answer(verdict));
        }, done);
      });
    },
  });
  // A client that vanishes mid-session is its own affair.
  server.on('error', () => undefined);
  server.server.on('connection', (socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => sockets.delete(port));
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', () => done()));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    count: () => mails.length,
    messages: () => mails,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

function answer(code: number): Error {
  return Object.assign(new Error(code >= 500 ? 'refused by the sink' : 'later, says the sink'), {
    responseCode: code,
  });
}
