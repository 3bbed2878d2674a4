import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../machine/free-port.ts';

/** What a network does to the line between a server and its base. */
interface Weather {
  /** Each way, milliseconds. */
  readonly delayMs: number;
  /** Share of the pieces that are lost, and come when TCP has sent them again. */
  readonly loss: number;
}

/** As long as TCP waits for an answer, at least, before it sends a piece again (Linux). Milliseconds. */
const SENT_AGAIN_MS = 200;
const CALM: Weather = { delayMs: 0, loss: 0 };

/** The network of the house, between its servers and its base. */
export interface SlowLine {
  readonly port: number;
  setWeather(weather: Partial<Weather>): void;
  /** Lines are cut and none is opened until it is over. */
  cut(): () => void;
  close(): Promise<void>;
}

export async function openSlowLine(
  to: number,
  chance: () => number = () => Math.random(),
): Promise<SlowLine> {
  let weather = CALM;
  let isCut = false;
  const sockets = new Set<Socket>();

  /** In order, as TCP gives them: what comes after a lost piece waits for it. */
  const carry = (from: Socket, into: Socket) => {
    let freeAtMs = 0;
    const pass = (work: () => void) => {
      const { delayMs, loss } = weather;
      const now = performance.now();
      const lost = loss > 0 && chance() < loss ? SENT_AGAIN_MS : 0;
      freeAtMs = Math.max(freeAtMs, now + delayMs + lost);
      if (freeAtMs <= now) return work();
      setTimeout(work, freeAtMs - now);
    };
    from.on('data', (piece) => pass(() => void into.write(piece)));
    from.on('end', () => pass(() => into.end()));
    from.on('error', () => into.destroy());
    from.on('close', () => {
      sockets.delete(from);
      pass(() => into.destroy());
    });
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    if (isCut) return void near.destroy();
    const far = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const one of [near, far]) sockets.add(one);
    carry(near, far);
    carry(far, near);
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', () => done()));
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    setWeather: (change) => {
      weather = { ...CALM, ...change };
    },
    cut: () => {
      isCut = true;
      cutAll();
      return () => {
        isCut = false;
      };
    },
    close: async () => {
      cutAll();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
