import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** A loopback service that greets whoever connects, and may fall and come back on the same port. */
export interface Greeter {
  readonly port: number;
  fall(): Promise<void>;
  rise(): Promise<void>;
}

/** `greeting` is said at once; '' says nothing, ever. */
export async function openGreeter(greeting: string): Promise<Greeter> {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const rise = async (port: number) => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      if (greeting !== '') socket.write(greeting);
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
    await promise;
    return (server.address() as AddressInfo).port;
  };
  const fall = async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server?.close(() => resolve());
    for (const socket of sockets) socket.destroy();
    if (server) await promise;
    server = undefined;
  };
  const port = await rise(0);
  return { port, fall, rise: async () => void (await rise(port)) };
}
