import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface DropProxy {
  /** The drop's URL, through the proxy. */
  readonly url: string;
  /** The next connections are cut once this many bytes went towards the server; undefined never cuts. */
  cutAfter(bytes: number | undefined): void;
  /** Called with the bytes that came back on the connection under way. */
  onReply(listener: (bytes: number) => void): void;
  openConnections(): number;
  close(): Promise<void>;
}

/** A TCP proxy in front of a drop that can cut the line in the middle of a transfer. */
export async function startDropProxy(dropUrl: string): Promise<DropProxy> {
  const target = new URL(dropUrl);
  const sockets = new Set<Socket>();
  let limit: number | undefined;
  let heard: (bytes: number) => void = () => undefined;
  const server = createServer((near) => {
    let sent = 0;
    let replied = 0;
    const far = connect(Number(target.port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
        sockets.delete(socket);
      });
      socket.on('error', () => socket.destroy());
    }
    near.on('data', (chunk) => {
      sent += chunk.length;
      if (limit !== undefined && sent > limit) {
        far.destroy();
        near.destroy();
        return;
      }
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      replied += chunk.length;
      heard(replied);
      near.write(chunk);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const url = new URL(dropUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    onReply: (listener) => {
      heard = listener;
    },
    openConnections: () => sockets.size / 2,
    cutAfter: (bytes) => {
      limit = bytes;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
