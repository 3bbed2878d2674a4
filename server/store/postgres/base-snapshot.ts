import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { BaseSnapshot } from '../../ports/store.ts';
import type { ConnectionSetting } from './hosts.ts';

export type SnapshotAnswer =
  | ({ readonly kind: 'taken' } & BaseSnapshot)
  | { readonly kind: 'failed'; readonly code: string; readonly errorName: string };

/** Beside this file when run from source, beside the bundle in dist/. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './snapshot-worker.ts' : './snapshot-worker.mjs',
  import.meta.url,
);

/** The base of that address as it is now, read beside whoever works. AppError `base-not-read`. */
export async function takeSnapshot({ url, ca }: ConnectionSetting): Promise<BaseSnapshot> {
  const worker = new Worker(WORKER, { workerData: { url, ca }, execArgv: [] });
  try {
    const answer = await new Promise<SnapshotAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`snapshot worker ended early, code ${code}`)));
    });
    if (answer.kind === 'taken') return answer;
    throw notRead(answer);
  } finally {
    await worker.terminate();
  }
}

const CAUSES: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  'database-too-new': [
    'elle est d’une version plus récente que ce programme',
    'Mettez ce serveur à jour : une copie faite par lui perdrait ce qu’il ne connaît pas.',
  ],
};

function notRead({ code, errorName }: Extract<SnapshotAnswer, { kind: 'failed' }>): AppError {
  const [why, hint] = CAUSES[code] ?? [
    code || errorName,
    'Vérifiez le serveur PostgreSQL (plateau doctor), puis recommencez : rien n’a été écrit.',
  ];
  return new AppError({
    code: 'base-not-read',
    kind: 'unavailable',
    message: `La base PostgreSQL n’a pas pu être lue entière (${why}).`,
    hint,
  });
}
