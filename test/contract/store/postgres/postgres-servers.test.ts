import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyChain } from '../../../../server/domain/audit/audit-chain.ts';
import type { Store, StoreWriter } from '../../../../server/ports/store.ts';
import { LATEST_VERSION } from '../../../../server/store/migrate.ts';
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts';
import { describeWith } from '../../../support/machine/programs.ts';
import { PostgresCluster } from '../../../support/store/postgres-cluster.ts';
import {
  accountRow,
  auditEntry,
  CAMPAIGN,
  callRow,
  callScript,
  campaignRow,
  importRecords,
  NOW_MS,
  queueLook,
} from '../../../support/store/store-rows.ts';

describeWith('postgres')('several servers on one PostgreSQL', () => {
  let cluster: PostgresCluster;
  let stores: readonly [Store, Store, Store];
  let bases = 0;
  beforeAll(async () => {
    // Nothing reaches the disk by itself in the time of a test.
    cluster = await PostgresCluster.start(['wal_writer_delay=10s']);
    await cluster.lay('laid');
  });
  afterAll(() => cluster.dispose());
  beforeEach(async () => {
    bases += 1;
    await cluster.sql('postgres', `CREATE DATABASE servers_${bases} TEMPLATE laid`);
    const open = () => openPostgresStore({ url: cluster.url(`servers_${bases}`) });
    stores = [await open(), await open(), await open()];
  });
  afterEach(() => {
    for (const store of stores) store.close();
  });

  const claim = (store: Store, agent: string, callId = randomUUID()) =>
    store.unsettled.write((rows) =>
      rows.records.claim({ agent, callId, looks: [queueLook()], nowMs: NOW_MS, leaseMs: () => 600_000 }),
    );

  test('R-35 thirty agents on three servers empty a queue without a double or a loss; the log is one chain', async () => {
    const ids = await importRecords(
      stores[0],
      Array.from({ length: 120 }, () => ({})),
    );
    const taken: number[] = [];
    const work = async (agent: string, store: Store) => {
      for (;;) {
        const callId = randomUUID();
        const found = await claim(store, agent, callId);
        if (!found) return;
        const { id } = found.record;
        await store.unsettled.write(async (rows) => {
          await rows.calls.insert(callRow({ callId, recordId: id, agent, disposition: 'RS_ENTRETIEN' }));
          await rows.records.update(id, { state: 'closed', disposition: 'RS_ENTRETIEN', closedAtMs: NOW_MS });
          await rows.audit.append(auditEntry({ subject: callId }));
        });
        await store.settled();
        taken.push(id);
      }
    };
    const agents = Array.from({ length: 30 }, (_, at) => `agent-${at}`);
    await Promise.all(agents.map((agent, at) => work(agent, stores[at % 3] ?? stores[0])));
    expect(taken.toSorted((a, b) => a - b)).toEqual(ids);
    for (const store of stores)
      expect(await store.read(async (rows) => await verifyChain(rows.audit.each()))).toMatchObject({
        ok: true,
        count: 120,
      });
  });

  test('what one changes, another sees at its next transaction, kept answers included', async () => {
    const [here, there] = stores;
    await here.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    const stateOf = (store: Store) =>
      store.read(async (rows) => (await rows.campaigns.byCode(CAMPAIGN))?.state);
    expect([await stateOf(here), await stateOf(there), await stateOf(there)]).toEqual([
      'open',
      'open',
      'open',
    ]);
    await here.write((rows) => rows.campaigns.setState(CAMPAIGN, 'closed'));
    expect([await stateOf(here), await stateOf(there)]).toEqual(['closed', 'closed']);
    await cluster.sql(`servers_${bases}`, `UPDATE campaign SET state = 'purging'`);
    expect([await stateOf(here), await stateOf(there)]).toEqual(['purging', 'purging']);
  });

  test('a transaction reads what it changed itself, and leaves nothing kept when it is undone', async () => {
    const [here] = stores;
    await here.write((rows) => rows.campaigns.save(campaignRow(), callScript()));
    const undone = here.write(async (rows) => {
      await rows.campaigns.setState(CAMPAIGN, 'closed');
      expect((await rows.campaigns.byCode(CAMPAIGN))?.state).toBe('closed');
      throw new Error('stop');
    });
    await expect(undone).rejects.toThrow('stop');
    expect((await here.read((rows) => rows.campaigns.byCode(CAMPAIGN)))?.state).toBe('open');
  });

  test('live events come in the order of their numbers, none after a later one was seen', async () => {
    const event = { kind: 'server-stopping', text: '' } as const;
    const add = (store: Store) =>
      store.unsettled.write((rows) => rows.floor.addLiveEvent({ atMs: NOW_MS, agent: null, event }));
    const seen: number[] = [];
    let isOver = false;
    const look = async () => {
      while (!isOver || seen.length < 90) {
        const after = seen.at(-1) ?? 0;
        for (const { seq } of await stores[0].read((rows) => rows.floor.liveEventsAfter(after, 100)))
          seen.push(seq);
      }
    };
    const looking = look();
    await Promise.all(Array.from({ length: 90 }, (_, at) => add(stores[at % 3] ?? stores[0])));
    isOver = true;
    await looking;
    expect(seen).toHaveLength(90);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test('R-58 the bell rings for the others at a commit they wait for, not for what was undone, and again after its line is cut', async () => {
    const [here, there] = stores;
    const heard = { here: 0, there: 0 };
    here.onBell?.(() => {
      heard.here += 1;
    });
    there.onBell?.(() => {
      heard.there += 1;
    });
    // Each once, as it begins to listen: what it may have missed.
    await expect.poll(() => heard).toEqual({ here: 1, there: 1 });
    const event = { kind: 'server-stopping', text: '' } as const;
    const add = (rows: StoreWriter) => rows.floor.addLiveEvent({ atMs: NOW_MS, agent: null, event });
    const undone = there.write(async (rows) => {
      await add(rows);
      throw new Error('stop');
    });
    await expect(undone).rejects.toThrow('stop');
    await there.write((rows) => rows.accounts.insert(accountRow()));
    await there.unsettled.write(add);
    await expect.poll(() => heard).toEqual({ here: 2, there: 2 });
    await cluster.sql(
      `servers_${bases}`,
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query IN ('LISTEN plateau', 'NOTIFY plateau')",
    );
    await expect.poll(() => heard, { timeout: 10_000 }).toEqual({ here: 3, there: 3 });
    await there.write(add);
    await expect.poll(() => heard).toEqual({ here: 4, there: 4 });
  });

  test('they share places, jobs and the clock of the base', async () => {
    const [here, there] = stores;
    expect(await here.write((rows) => rows.servers.begin('un', NOW_MS))).toBe(1);
    expect(await there.write((rows) => rows.servers.begin('un', NOW_MS))).toBe(2);
    expect(await here.read((rows) => rows.servers.schema())).toEqual({
      version: LATEST_VERSION,
      servesFrom: LATEST_VERSION,
    });
    const awayMs = Math.abs((await here.read((rows) => rows.servers.clockMs())) - Date.now());
    expect(awayMs).toBeLessThan(5000);
    const take = (store: Store, holder: string) =>
      store.write((rows) => rows.jobs.take({ name: 'backup', holder }, { nowMs: 10, untilMs: 60 }));
    expect([await take(here, 'un 1'), await take(there, 'deux 1')]).toEqual([1, undefined]);
    await here.write((rows) => rows.jobs.leave('un'));
    expect(await take(there, 'deux 1')).toBe(2);
    const sit = (store: Store, screen: string) =>
      store.write((rows) => rows.places.take({ agent: 'a1', server: 'un 1', screen }, 60_000));
    expect([await sit(here, 'ecran-1'), await sit(there, 'ecran-2')]).toEqual([true, false]);
  });

  test('what each has under way is known as its own; no other finds it left behind while it lives', async () => {
    const [here, there, third] = stores;
    here.worksAs('un 1');
    there.worksAs('deux 1');
    const begin = (store: Store, sha256: string) =>
      store.write(async (rows) => {
        await rows.campaigns.save(campaignRow(), callScript());
        const none = { rows: 0, accepted: 0, warned: 0, rejected: 0, excluded: 0 };
        const file = { campaign: CAMPAIGN, name: 'fichier.xlsx', sha256, startedAtMs: NOW_MS };
        return await rows.records.beginContactFile({ ...file, ...none });
      });
    const files = [await begin(here, 'a'.repeat(64)), await begin(there, 'b'.repeat(64))];
    const left = async (...living: string[]) =>
      (await third.write((rows) => rows.records.leftContactFiles(living))).map(({ id }) => id);
    expect(await left('un 1', 'deux 1', 'trois 1')).toEqual([]);
    expect(await left('deux 1', 'trois 1')).toEqual(files.slice(0, 1));
    expect(await left('un 2', 'deux 1')).toEqual(files.slice(0, 1));
    expect(await left()).toEqual(files);
  });

  describe('a transaction', () => {
    test('that PostgreSQL undoes for another’s sake is done again, five times at most', async () => {
      let tries = 0;
      const clash = () => Object.assign(new Error('could not serialize access'), { code: '40001' });
      const twice = stores[0].write(async (rows) => {
        tries += 1;
        await rows.accounts.insert(accountRow({ id: 'a1' }));
        if (tries < 3) throw clash();
      });
      await twice;
      expect([tries, (await stores[1].read((rows) => rows.accounts.all())).length]).toEqual([3, 1]);
      const never = stores[0].write(async () => {
        throw clash();
      });
      await expect(never).rejects.toThrow('serialize');
    });

    test('whose refused statement somebody caught is not kept in silence', async () => {
      const row = accountRow();
      const careless = stores[0].write(async (rows) => {
        await rows.accounts.insert(row);
        await rows.accounts.insert(row).catch(() => undefined);
      });
      await expect(careless).rejects.toThrow(/transaction is aborted/);
      expect(await stores[0].read((rows) => rows.accounts.all())).toEqual([]);
    });

    test('is the only place where rows change, does not nest, and a glance is one question', async () => {
      const [store] = stores;
      let kept: StoreWriter | undefined;
      await store.write(async (rows) => {
        kept = rows;
      });
      await expect(kept?.campaigns.setState(CAMPAIGN, 'closed')).rejects.toThrow(/inside Store.write only/);
      await expect(store.read(async () => await kept?.audit.append(auditEntry()))).rejects.toThrow(
        /inside Store.write only/,
      );
      await expect(store.write(() => store.write(async () => 1))).rejects.toThrow(/another transaction/);
      const two = store.glance(async (rows) => [
        await rows.accounts.byId('x'),
        await rows.accounts.byLogin('x'),
      ]);
      await expect(two).rejects.toThrow(/one question/);
    });

    test('R-58 of a server that stands still in its turn is undone before those who wait give up', async () => {
      const [here, there] = stores;
      const frozen = here.write(async (rows) => {
        await rows.accounts.insert(accountRow({ id: 'fige' }));
        await new Promise((later) => setTimeout(later, 4_800));
      });
      const refused = expect(frozen).rejects.toEqual(
        expect.objectContaining({ code: 'store-outcome-unknown' }),
      );
      await new Promise((later) => setTimeout(later, 200));
      await there.write((rows) => rows.accounts.insert(accountRow({ id: 'suivant' })));
      await refused;
      expect((await there.read((rows) => rows.accounts.all())).map(({ id }) => id)).toEqual(['suivant']);
    });

    test('of a program that holds the writing turn is waited for, then refused in words that may be asked again', async () => {
      const holder = cluster.sql(
        `servers_${bases}`,
        'BEGIN; LOCK TABLE writing_turn IN EXCLUSIVE MODE; SELECT pg_sleep(60); COMMIT',
      );
      const letGo = expect(holder).rejects.toThrow(/cancel/);
      const refused = expect.objectContaining({ code: 'store-busy' });
      await new Promise((later) => setTimeout(later, 300));
      await expect(stores[0].write((rows) => rows.accounts.insert(accountRow()))).rejects.toEqual(refused);
      const holding = "FROM pg_stat_activity WHERE query LIKE 'BEGIN; LOCK TABLE writing_turn%'";
      await cluster.sql('postgres', `SELECT pg_cancel_backend(pid) ${holding}`);
      await stores[0].whenFree();
      await stores[0].write((rows) => rows.accounts.insert(accountRow()));
      await letGo;
    });
  });

  describe('a crash of PostgreSQL', () => {
    test('takes nothing that was settled; what was not is never told as kept, and is done again', async () => {
      const [store] = stores;
      const row = accountRow({ id: 'tenu' });
      await store.unsettled.write((rows) => rows.accounts.insert(row));
      await store.settled();
      await store.unsettled.write((rows) => rows.accounts.insert(accountRow({ id: 'perdu' })));
      await cluster.kill();
      await cluster.run();
      await expect(store.settled()).rejects.toEqual(expect.objectContaining({ code: 'store-write-lost' }));
      expect((await store.read((rows) => rows.accounts.all())).map(({ id }) => id)).toEqual(['tenu']);
      await store.unsettled.write((rows) => rows.accounts.insert(accountRow({ id: 'perdu' })));
      await store.settled();
      await cluster.kill();
      await cluster.run();
      expect((await store.read((rows) => rows.accounts.all())).map(({ id }) => id).sort()).toEqual([
        'perdu',
        'tenu',
      ]);
    });
  });
});
