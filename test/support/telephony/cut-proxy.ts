import { connect, createServer, type Socket } from 'node:net';

/** A wire to a port of this machine, which a test cuts; the next connection passes again. */
export interface CutProxy {
  readonly port: number;
  cut(): void;
  close(): Promise<void>;
}

export async function cutProxy(to: number): Promise<CutProxy> {
  const open = new Set<Socket>();
  const kept = (socket: Socket) => {
    open.add(socket);
    return socket.on('error', () => undefined).on('close', () => open.delete(socket));
  };
  const server = createServer((near) => {
    const far = kept(connect({ host: '127.0.0.1', port: to }));
    kept(near).pipe(far).pipe(near);
    // A program that is killed resets its end: a pipe passes an end on, not a reset.
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
