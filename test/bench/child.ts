import { type ChildProcess, fork } from 'node:child_process';

/** A figure is measured in processes of its own: no shared event loop, no shared heap, peak memory that means something. */

type Answer<T> = { readonly result: T } | { readonly failure: string };

let profileDir: string | undefined;

/** From now on children write a CPU profile into that folder (`--cpu-prof`): for reading causes, not for figures. */
export function profileChildren(dir: string): void {
  profileDir = dir;
}

/** The built product runs with NODE_ENV=production; so do its sources here. */
export function start(script: string): ChildProcess {
  return fork(new URL(script, import.meta.url), [], {
    execArgv: profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`],
    env: { ...process.env, NODE_ENV: 'production' },
    serialization: 'advanced',
  });
}

/** Sends one request and gets its answer; rejects when the child fails or ends first. One request at a time per child. */
export function ask<T>(child: ChildProcess, request: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: unknown) => {
      settle();
      const answer = message as Answer<T>;
      if ('result' in answer) resolve(answer.result);
      else reject(new Error(answer.failure));
    };
    const onExit = (code: number | null) => {
      settle();
      reject(new Error(`a bench process ended early, code ${code}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
    child.send(request as object);
  });
}

/** Lets the child end by itself (it writes its profile then), and waits for that. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.disconnect();
  await ended;
}

/** One request in a child made for it. */
export async function inChild<T>(script: string, request: unknown): Promise<T> {
  const child = start(script);
  try {
    return await ask<T>(child, request);
  } finally {
    await stop(child);
  }
}

/** In a child: answers every request of the parent with `work`; `end` runs once the parent has gone. */
export function answerParent<Request, Result>(
  work: (request: Request) => Promise<Result>,
  end: () => Promise<void> = async () => undefined,
): void {
  process.on('message', (request: Request) => {
    work(request).then(
      (result) => process.send?.({ result }),
      (error: unknown) =>
        process.send?.({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.once('disconnect', () => {
    end().then(
      () => process.exit(),
      () => process.exit(1),
    );
  });
}
