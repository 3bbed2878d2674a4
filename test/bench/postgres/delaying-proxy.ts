import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Passes bytes to a port of this machine and back, a while later: a network between a server and its base. */
export interface DelayingProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** What is sent to the base waits that long, in order; what comes back does not: a round trip is longer by it. */
export async function openDelayingProxy(toPort: number, delayMs: number): Promise<DelayingProxy> {
  const open = new Set<Socket>();
  const server = createServer((here) => {
    const there = connect({ port: toPort, host: '127.0.0.1', noDelay: true });
    for (const socket of [here, there]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => open.delete(socket));
      socket.on('error', () => {
        here.destroy();
        there.destroy();
      });
    }
    here.on('data', (bytes) => setTimeout(() => there.write(bytes), delayMs));
    there.on('data', (bytes) => here.write(bytes));
    here.once('close', () => setTimeout(() => there.end(), delayMs));
    there.once('close', () => here.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
