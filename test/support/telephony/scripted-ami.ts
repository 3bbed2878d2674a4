import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

type Fields = Readonly<Record<string, string>>;

/** A PBX's AMI played on loopback: what it answers, tells and breaks is the test's. */
export interface ScriptedAmi {
  readonly port: number;
  /** Everything it was sent. */
  readonly received: () => string;
  /** Entries of the list that this action asks for; a single answer under `''`. `ModuleCheck NAME`: of that module alone. */
  answers(action: string, entries: readonly Fields[]): void;
  /** Hears each action, once it is answered. */
  acts(handler: (action: ReadonlyMap<string, string>) => void): void;
  /** Tells an event on every connection. */
  tell(event: string, fields: Fields): void;
  /** Sends bytes as they are. */
  raw(bytes: string | Uint8Array): void;
  /** Closes what is open; the next connection is taken. */
  cut(): void;
  /** Says nothing more, to nobody. */
  mute(isMute: boolean): void;
  close(): Promise<void>;
}

const SECRET = 'le-secret-de-la-ligne';
export const AMI_USER = { user: 'plateau', secret: () => SECRET } as const;

const text = (fields: Fields) =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

/** `host`: `0.0.0.0` to be heard beyond this machine. */
export async function scriptedAmi(
  host = '127.0.0.1',
  greeting = 'Asterisk Call Manager/5.0.4\r\n',
): Promise<ScriptedAmi> {
  const open = new Set<Socket>();
  const scripts = new Map<string, readonly Fields[]>();
  let received = '';
  let acted = (_: ReadonlyMap<string, string>) => {};
  let isMute = false;
  const reply = (action: Map<string, string>): readonly Fields[] => {
    const name = action.get('Action') ?? '';
    const ActionID = action.get('ActionID') ?? '';
    if (name === 'Challenge') return [{ Response: 'Success', Challenge: '4242', ActionID }];
    if (name === 'Login') {
      const key = createHash('md5').update(`4242${SECRET}`).digest('hex');
      const isRight = action.get('Key') === key && action.get('Username') === AMI_USER.user;
      if (!isRight || scripts.get(name)?.length)
        return [{ Response: 'Error', Message: 'Authentication failed', ActionID }];
      return [{ Response: 'Success', ActionID }, { Event: 'FullyBooted' }];
    }
    const [only, ...rest] = scripts.get(`${name} ${action.get('Module')}`) ?? scripts.get(name) ?? [];
    if (only?.Response) return [{ ...only, ActionID }, ...rest];
    if (!['Agents', 'QueueStatus', 'CoreShowChannels'].includes(name))
      return [{ Response: 'Success', ActionID }];
    return [
      { Response: 'Success', EventList: 'start', ActionID },
      ...(scripts.get(name) ?? []).map((entry) => ({ ...entry, ActionID })),
      { Event: `${name}Complete`, EventList: 'Complete', ActionID },
    ];
  };
  const server = createServer((socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    if (!isMute) socket.write(greeting);
    let rest = '';
    socket.on('data', (bytes) => {
      received += bytes.toString();
      rest += bytes.toString();
      for (let end = rest.indexOf('\r\n\r\n'); end !== -1; end = rest.indexOf('\r\n\r\n')) {
        const lines = rest.slice(0, end).split('\r\n');
        rest = rest.slice(end + 4);
        const action = new Map(lines.map((line) => line.split(': ') as [string, string]));
        if (isMute) continue;
        for (const part of reply(action)) socket.write(text(part));
        acted(action);
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  const address = server.address();
  const raw = (bytes: string | Uint8Array) => {
    for (const socket of open) socket.write(bytes);
  };
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    received: () => received,
    answers: (action, entries) => void scripts.set(action, entries),
    acts: (handler) => {
      acted = handler;
    },
    tell: (Event, fields) => raw(text({ Event, ...fields })),
    raw,
    cut,
    mute: (next) => {
      isMute = next;
    },
    close: async () => {
      cut();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
