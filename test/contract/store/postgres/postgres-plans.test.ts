import { Client, type QueryConfig } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoreWriter } from '../../../../server/ports/store.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import { CAMPAIGN, importRecords, NOW_MS, queueLook } from '../../../support/store/store-rows.ts';

const AREAS = ['FR', 'RE', 'GP', 'MQ'];
const PARTS = ['M', 'A', 'S', 'SA'] as const;
const QUEUES = ['new', 'retry', 'callback'] as const;

/** PostgreSQL's planner is told no index: what agents wait for is looked at as it chooses, on a queue of some size. */
describeWith('postgres')('plans on PostgreSQL', () => {
  let cluster: PostgresCluster;
  beforeAll(async () => {
    cluster = await PostgresCluster.start();
    const store = await openPostgresStore({ url: cluster.url('postgres') });
    const record = (at: number) => ({
      ...{ area: AREAS[at % 4] ?? 'FR', nextPart: PARTS[at % 4] ?? 'M', queue: QUEUES[at % 3] ?? 'new' },
      ...{ owner: at % 7 === 0 ? 'a1' : null, dueAtMs: NOW_MS - at },
    });
    await importRecords(
      store,
      Array.from({ length: 3000 }, (_, at) => record(at)),
    );
    store.close();
    await cluster.sql('postgres', 'ANALYZE');
  });
  afterAll(() => cluster.dispose());

  /** Each statement that the work asks, with its plan; the work is undone. */
  async function plansOf(work: (rows: StoreWriter) => Promise<unknown>): Promise<readonly string[]> {
    const asked: QueryConfig[] = [];
    const { query } = Client.prototype;
    const spied = function spy(this: Client, ...given: unknown[]) {
      const [first] = given;
      if (typeof first === 'object' && first !== null && 'name' in first) asked.push(first as QueryConfig);
      return Reflect.apply(query, this, given);
    };
    Client.prototype.query = spied as typeof query;
    const store = await openPostgresStore({ url: cluster.url('postgres') });
    try {
      const undone = store.write(async (rows) => {
        await work(rows);
        throw new RangeError('undone');
      });
      await expect(undone).rejects.toThrow(RangeError);
    } finally {
      Client.prototype.query = query;
      store.close();
    }
    return await cluster.plans('postgres', asked);
  }

  const looks = QUEUES.flatMap((queue) =>
    (['mine', 'shared', 'anyone'] as const).flatMap((owner) => [
      queueLook({ queue, owner, areas: AREAS }),
      queueLook({ queue, owner, areas: AREAS, nextPart: 'S' }),
      // What comes first is always somebody's or everybody's.
      ...(owner === 'anyone' ? [] : [queueLook({ queue, owner, areas: AREAS, priority: 3 })]),
      ...(owner === 'anyone' ? [] : [queueLook({ queue, owner, areas: AREAS, nextPart: 'S', priority: 3 })]),
    ]),
  );

  test.each(looks)('a look takes the head of its index: $queue $owner $nextPart $priority', async (look) => {
    const request = { callId: 'c1', nowMs: NOW_MS, leaseMs: () => 1 };
    const plans = await plansOf((rows) => rows.records.claim({ ...request, agent: 'a1', looks: [look] }));
    expect(plans.length).toBeGreaterThan(1);
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on record\b|Sort|Hash/);
  });

  test('the other questions of a next card and of a save walk no table of records', async () => {
    const plans = await plansOf(async ({ records, calls }) => {
      await records.areas(CAMPAIGN);
      await records.nextDueAtMs(CAMPAIGN, NOW_MS);
      await records.callbacksOf('a1', NOW_MS);
      await records.nextCallbackOf('a1', NOW_MS);
      await records.atHand('a1');
      await records.isObjected(1, { charity: 'TESTORG', campaign: CAMPAIGN });
      await calls.ofRecord(1);
    });
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on record\b/);
  });
});
