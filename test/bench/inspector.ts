/** Another process of Node's, asked through its inspector (`--inspect`): only what the bench needs. */
export interface Inspector {
  /** Heap and buffers of its main thread, after its collector ran: rubbish is not counted. */
  liveBytes(): Promise<number>;
  close(): void;
}

interface Reply {
  readonly id?: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

export async function openInspector(port: number): Promise<Inspector> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('the inspector does not answer')));
  });
  const asked = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) asked.get(reply.id)?.(reply);
  });
  let serial = 0;
  const ask = (method: string, params = {}) => {
    serial += 1;
    const id = serial;
    return new Promise<Reply>((resolve) => {
      asked.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
  return {
    liveBytes: async () => {
      // Twice: what the first turn finalises (buffers, streams) is freed by the second.
      for (let turn = 0; turn < 2; turn += 1) await ask('HeapProfiler.collectGarbage');
      const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';
      const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true });
      return Number(result?.result?.value);
    },
    close: () => socket.close(),
  };
}
