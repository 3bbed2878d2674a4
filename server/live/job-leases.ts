import { AppError } from '../../shared/errors.ts';
import type { JobHold } from '../ports/rows/jobs.ts';
import type { Store, StoreWriter } from '../ports/store.ts';
import { fencedStore } from './fenced-store.ts';
import type { Standing } from './standing.ts';

/** Jobs that one server of the house does at a time, whoever's turn it is. */
export interface JobLeases {
  /**
   * Does the work when the job is this server's, or nobody's; `elsewhere` when another one has it. The store that it is given
   * refuses to write, AppError `job-lost`, once another server has taken the job over. AppErrors of the work and the store.
   */
  run(name: string, work: (store: Store) => Promise<void>): Promise<'done' | 'elsewhere'>;
  /** Names of the jobs that a server which died, or stands still, has left. */
  leftBehind(): Promise<readonly string[]>;
}

function jobLost({ name }: JobHold): AppError {
  return new AppError({
    code: 'job-lost',
    kind: 'conflict',
    message: `Un autre serveur de la maison a repris ce travail : ${name}.`,
    hint: 'Ce serveur est resté trop longtemps immobile ; voyez sa charge et son disque. Rien n’est fait deux fois.',
  });
}

interface LeaseDeps {
  readonly store: Store;
  readonly standing: Pick<Standing, 'holder' | 'leaseMs'>;
}

export function openJobLeases({ store, standing }: LeaseDeps): JobLeases {
  const take = async (name: string): Promise<JobHold | undefined> => {
    const holder = standing.holder();
    // Most turns of most servers end here, without a write.
    const isElsewhere = await store.read(async ({ jobs, servers }) => {
      const job = await jobs.byName(name);
      return job !== undefined && job.holder !== holder && job.untilMs >= (await servers.clockMs());
    });
    if (isElsewhere) return undefined;
    const fence = await store.unsettled.write(async ({ jobs, servers }) => {
      const nowMs = await servers.clockMs();
      return await jobs.take({ name, holder }, { nowMs, untilMs: nowMs + standing.leaseMs });
    });
    return fence === undefined ? undefined : { name, holder, fence };
  };
  return {
    run: async (name, work) => {
      const hold = await take(name);
      if (!hold) return 'elsewhere';
      const held = async ({ jobs }: Pick<StoreWriter, 'jobs'>) => {
        if (!(await jobs.confirm(hold))) throw jobLost(hold);
      };
      await work(fencedStore(store, held));
      return 'done';
    },
    leftBehind: async () =>
      await store.read(async ({ jobs, servers }) => {
        return (await jobs.leftBehind(await servers.clockMs())).map(({ name }) => name);
      }),
  };
}
