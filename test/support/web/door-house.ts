import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { readMail, type SmtpSink, startSmtpSink } from '../email/smtp-sink.ts';
import { openPeopleHouse, type PeopleHouse } from '../people/people-house.ts';

/** What a browser would send and read, one request at a time. */
interface Answered {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly cookie: string | undefined;
  readonly headers: Headers;
}

export interface DoorHouse extends Omit<PeopleHouse, 'enter'> {
  /** With a login and a password, as commands do. */
  readonly enterAccount: PeopleHouse['enter'];
  /** What a person types in their browser. */
  readonly url: string;
  readonly sink: SmtpSink;
  /** `session`: of the realm of the path. */
  get(path: string, session?: string, headers?: Record<string, string>): Promise<Answered>;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    more?: { readonly session?: string | undefined; readonly headers?: Record<string, string> },
  ): Promise<Answered>;
  /** Path of the link that is e-mailed to that address. */
  linkTo(address: string): Promise<string>;
  /** Comes in by such a link: the session's token. */
  enter(address: string): Promise<string>;
}

/** Of the realm of that page. */
export function doorCookie(path: string): string {
  return path === '/o' || path.startsWith('/o/') ? '__Host-plateau-observateur' : '__Host-plateau';
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

async function read(answer: Response): Promise<Answered> {
  const cookie = /__Host-plateau(?:-observateur)?=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
  const { status, headers } = answer;
  return { status, headers, cookie, location: headers.get('location'), text: await answer.text() };
}

/** A real server with a directory, its web door open on loopback, and a relay that keeps what it is given. */
export async function openDoorHouse(env: Readonly<Record<string, string>> = {}): Promise<DoorHouse> {
  const sink = await startSmtpSink();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const house = await openPeopleHouse({
    PLATEAU_WEB_LISTEN: `127.0.0.1:${port}`,
    PLATEAU_WEB_URL: url,
    PLATEAU_WEB_FROM: 'espace@exemple.invalid',
    PLATEAU_SMTP_URL: sink.url,
    PLATEAU_SMTP_REQUIRE_TLS: 'off',
    ...env,
  });
  const cookieOf = (path: string, session: string | undefined) =>
    session === undefined ? {} : { cookie: `${doorCookie(path)}=${session}` };
  const get: DoorHouse['get'] = async (path, session, headers = {}) =>
    await read(
      await fetch(url + path, { redirect: 'manual', headers: { ...cookieOf(path, session), ...headers } }),
    );
  const post: DoorHouse['post'] = async (path, fields, { session, headers = { origin: url } } = {}) =>
    await read(
      await fetch(url + path, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(fields),
        headers: { ...cookieOf(path, session), ...headers },
      }),
    );
  const linkTo = async (address: string) => {
    const before = sink.count();
    await post('/b/connexion', { adresse: address });
    for (let tries = 0; sink.count() === before; tries += 1) {
      if (tries > 200) throw new Error('no link was e-mailed');
      await new Promise((done) => setTimeout(done, 20));
    }
    return new URL(/https?:\S+/.exec(readMail(sink.messages().at(-1)?.raw ?? '').text)?.[0] ?? '').pathname;
  };
  return {
    ...house,
    enterAccount: house.enter,
    url,
    sink,
    get,
    post,
    linkTo,
    enter: async (address) => (await post(await linkTo(address), {})).cookie ?? '',
    close: async () => {
      await house.close();
      await sink.close();
    },
  };
}
