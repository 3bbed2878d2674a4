import { setTimeout as pause } from 'node:timers/promises';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import { openJobLeases } from '../../../server/live/job-leases.ts';
import { openStanding } from '../../../server/live/standing.ts';
import { isAppError } from '../../../shared/errors.ts';
import { openLaidStore } from '../store/laid-base.ts';

/** In a child: a server of the house that does one job for ever, and tells each write of it. */
export interface JobTask {
  readonly file: string;
  readonly job: string;
  readonly leaseMs: number;
}

/** `wrote`: one write more of the job; `ended`: how it ended. */
export type JobNews = { readonly wrote: number } | { readonly ended: string };

const tell = (news: JobNews) => process.send?.(news);

process.once('message', async ({ file, job, leaseMs }: JobTask) => {
  const store = openLaidStore(file);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const standing = openStanding({
    ...{ store, log, leaseMs, name: 'enfant', clock: steadyClock() },
    isClosing: () => false,
    hasKeys: async () => true,
  });
  await standing.begin();
  const beats = setInterval(() => void standing.beat(), leaseMs / 4);
  const work = openJobLeases({ store, standing }).run(job, async (fenced) => {
    for (let wrote = 1; ; wrote += 1) {
      await fenced.write((rows) => rows.servers.begin('témoin', 0));
      tell({ wrote });
      await pause(20);
    }
  });
  const ended = await work.catch((error: unknown) => (isAppError(error) ? error.code : String(error)));
  clearInterval(beats);
  tell({ ended });
  process.disconnect?.();
});
