import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inTurn } from '../../../shared/in-turn.ts';
import { plansOf } from '../../support/store/sql-plans.ts';
import {
  CAMPAIGN,
  importRecords,
  NOW_MS,
  queueLook,
  temporaryStore,
} from '../../support/store/store-rows.ts';

/** SQLite's own plans of the looks into the queue, whatever its depth. */

let base: ReturnType<typeof temporaryStore>;
beforeEach(async () => {
  base = temporaryStore();
  await importRecords(base.store, [{}]);
});
afterEach(() => base.dispose());

describe('the queue', () => {
  const looks = (['mine', 'shared', 'anyone'] as const).flatMap((owner) => [
    { owner },
    { owner, nextPart: 'S' as const },
  ]);
  const index = {
    mine: 'look_owner (hold=? AND campaign=? AND queue=? AND area=? AND owner=? AND due_at_ms<?)',
    mineS:
      'look_owner_part (hold=? AND campaign=? AND queue=? AND area=? AND owner=? AND next_part=? AND due_at_ms<?)',
    anyone: 'look_any (hold=? AND campaign=? AND queue=? AND area=? AND due_at_ms<?)',
    anyoneS: 'look_part (hold=? AND campaign=? AND queue=? AND area=? AND next_part=? AND due_at_ms<?)',
  };

  /** Of each area that a look is given, one seek by `where`; then the record that it finds, by its number. */
  const planOf = (where: string, ...then: readonly string[]) =>
    [
      'SCAN json_each VIRTUAL TABLE INDEX 1:',
      'SEARCH record USING INTEGER PRIMARY KEY (rowid=?)',
      ...[then.length > 0 ? 'CORRELATED SCALAR SUBQUERY 2' : 'CORRELATED SCALAR SUBQUERY 1'],
      `SEARCH record USING COVERING INDEX ${where}`,
      ...then,
    ].join('\n');
  const unreserved = [
    'CORRELATED SCALAR SUBQUERY 1',
    'SEARCH reservation USING INTEGER PRIMARY KEY (rowid=?)',
  ] as const;
  /** Which looks are worth it: an agent's own and due appointments, by their indexes. */
  const worth = [
    'SCAN CONSTANT ROW',
    'SCALAR SUBQUERY 1',
    'SEARCH record USING INDEX record_owner (owner=? AND queue=? AND due_at_ms<?)',
    'SCALAR SUBQUERY 2',
    'SCAN json_each VIRTUAL TABLE INDEX 1:',
    `SEARCH record USING COVERING INDEX ${index.anyone}`,
  ].join('\n');

  /** The look finds nothing, although the agent owns a record that is due. */
  async function plansOfLook(look: ReturnType<typeof queueLook>): Promise<readonly string[]> {
    const owned = { owner: 'a1', queue: 'callback' } as const;
    await base.store.write(
      async (rows) =>
        await inTurn.map(await Array.fromAsync(rows.records.each(CAMPAIGN)), ({ id }) =>
          rows.records.update(id, owned),
        ),
    );
    const request = { agent: 'a1', callId: 'c1', nowMs: NOW_MS, leaseMs: () => 1 };
    return [
      ...(await plansOf(base.file, (rows) => rows.records.claim({ ...request, looks: [look] }))).values(),
    ];
  }

  test.each(looks)('look %o is one index seek in each area, in due order, without sorting', async (look) => {
    const plans = await plansOfLook({ ...queueLook(look), queue: 'retry' });
    const whose = look.owner === 'anyone' ? 'anyone' : 'mine';
    const where = index[look.nextPart ? (`${whose}S` as const) : whose];
    // First what nobody has reserved: each candidate is looked up by its number, once.
    const allowed = [planOf(where, ...unreserved), planOf(where), worth];
    expect(plans.filter((plan) => !allowed.includes(plan))).toEqual([]);
    expect(plans).toContain(planOf(where));
  });

  test.each([{}, { nextPart: 'S' as const }])(
    'a look for profiles with priority %o is one seek too',
    async (part) => {
      const plans = await plansOfLook(queueLook({ ...part, owner: 'shared', queue: 'retry', priority: 3 }));
      const [name, terms] =
        'nextPart' in part ? ['look_priority_part', ' AND next_part=?'] : ['look_priority', ''];
      const where = `${name} (hold=? AND campaign=? AND queue=? AND area=? AND owner=? AND priority=?${terms} AND due_at_ms<?)`;
      expect(plans).toEqual([planOf(where, ...unreserved), planOf(where)]);
    },
  );
});
