import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Moments at which a relay may misbehave. `message` is after the final dot; `body` while the message comes. */
export type RelayMoment =
  | 'greeting'
  | 'EHLO'
  | 'HELO'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'message'
  | 'body';

/** A full reply, or silence, or a cut; `say-cut` says these bytes, then cuts. */
export type RelayAct =
  | { readonly say: string }
  | { readonly act: 'hang' }
  | { readonly act: 'cut' }
  | { readonly act: 'say-cut'; readonly bytes: string };

export interface ScriptedRelay {
  readonly url: string;
  /** Whole messages that reached the final dot. */
  readonly messages: string[];
  connections(): number;
  /** Cuts every connection open now. */
  cutAll(): void;
  close(): Promise<void>;
}

const POLITE: Record<RelayMoment, string> = {
  greeting: '220 scripted ESMTP',
  EHLO: '250 scripted',
  HELO: '250 scripted',
  AUTH: '235 2.7.0 ok',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go on',
  message: '250 2.0.0 queued as 42 for testeur@exemple.invalid',
  body: '',
};

/** A relay that follows a script byte by byte: what no well-behaved server library would let a test do. */
export async function startScriptedRelay(
  script: Partial<Record<RelayMoment, RelayAct>>,
): Promise<ScriptedRelay> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, script, messages);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    messages,
    connections: () => connections,
    cutAll,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        cutAll();
      }),
  };
}

function converse(socket: Socket, script: Partial<Record<RelayMoment, RelayAct>>, messages: string[]): void {
  let pending = '';
  let inMessage = false;
  const play = (moment: RelayMoment) => {
    const act = script[moment] ?? { say: POLITE[moment] };
    if ('say' in act) socket.write(`${act.say.replaceAll('\n', '\r\n')}\r\n`);
    else if (act.act === 'cut') socket.destroy();
    else if (act.act === 'say-cut') socket.end(act.bytes, () => socket.destroy());
    return 'say' in act && act.say.startsWith('354');
  };
  play('greeting');
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    for (;;) {
      if (inMessage) {
        if (script.body !== undefined && pending.length > 100_000) return void play('body');
        const end = pending.indexOf('\r\n.\r\n');
        if (end === -1) return;
        messages.push(pending.slice(0, end));
        pending = pending.slice(end + 5);
        inMessage = false;
        play('message');
        continue;
      }
      const line = pending.indexOf('\r\n');
      if (line === -1) return;
      const verb = pending.slice(0, 4).toUpperCase();
      pending = pending.slice(line + 2);
      if (verb === 'QUIT') return void socket.end('221 bye\r\n');
      if (verb === 'RSET') socket.write('250 2.0.0 ok\r\n');
      else if (verb in POLITE) inMessage = play(verb as RelayMoment);
      else socket.write('502 5.5.1 unknown\r\n');
    }
  });
}
