import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { steadyClock } from '../../../server/clock/system-clock.ts';
import { livingServers, othersAtStart } from '../../../server/live/living-servers.ts';
import { openStanding, type Standing } from '../../../server/live/standing.ts';
import type { Store } from '../../../server/ports/store.ts';
import { recoverEmails } from '../../../server/steps/email/send-confirmations.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { type MailRoom, mailRoom } from '../../support/email/mail-room.ts';
import { SILENT_LOG } from '../../support/house/staffed-installation.ts';

/** Servers of one house on one base, each by its own connection. */

let room: MailRoom;
let stores: Store[];
beforeEach(async () => {
  room = await mailRoom();
  stores = [];
});
afterEach(async () => {
  for (const store of stores) store.close();
  await room.close();
});

interface Server {
  readonly store: Store;
  readonly standing: Standing;
}

const baseFile = () => room.deps.store.files()[0] ?? '';

/** Its lease is long enough for one test, and its beat the shortest. */
async function server(name: string): Promise<Server> {
  const store = openStore({ file: baseFile() });
  stores.push(store);
  const duty = { isClosing: () => false, hasKeys: async () => true };
  const standing = openStanding({
    store,
    log: SILENT_LOG,
    leaseMs: 6_000,
    beatMs: 1_000,
    name,
    clock: steadyClock(),
    ...duty,
  });
  await standing.begin();
  return { store, standing };
}

/** As the base sees it: killed, and not heard of since. */
function silence(name: string): void {
  const db = new DatabaseSync(baseFile());
  db.prepare(`UPDATE server SET state = 'serving', seen_at_ms = seen_at_ms - 7000 WHERE name = ?`).run(name);
  db.close();
}

const send = async (store: Store, callId: string) => {
  const id = (await room.email(callId))?.id ?? '';
  await store.write((rows) => rows.emails.update(id, { state: 'sending' }));
};
const stateOf = async (id: string) => (await room.email(id))?.state;

test('R-58 what a dead server was sending is doubtful once it is dead, and what a living one sends is left alone', async () => {
  const [first, second] = [await server('premier'), await server('second')];
  const [mine, theirs] = [await room.owe(), await room.owe()];
  await send(first.store, mine);
  await send(second.store, theirs);
  const mend = async (by: Server) => {
    const living = await livingServers(by);
    return living && (await recoverEmails({ ...room.deps, store: by.store }, living));
  };
  // Nobody is judged before each had the time to say that it lives.
  expect(await mend(second)).toBeUndefined();
  await expect.poll(() => second.standing.isSteady(), { timeout: 5_000 }).toBe(true);
  expect(await mend(second)).toBe(0);
  expect(await Promise.all([stateOf(mine), stateOf(theirs)])).toEqual(['sending', 'sending']);
  await first.standing.close();
  silence('premier');
  expect(await mend(second)).toBe(1);
  expect(await Promise.all([stateOf(mine), stateOf(theirs)])).toEqual(['uncertain', 'sending']);
  expect(await mend(second)).toBe(0);
  await second.standing.close();
});

test('a start of the same name mends what the one before left, at once; others’ work is told later', async () => {
  const former = await server('premier');
  const id = await room.owe();
  await send(former.store, id);
  await server('second');
  const later = await server('premier');
  const shared: Store = { ...later.store, engine: 'postgres' };
  expect(await othersAtStart({ store: shared })).toEqual(['premier 2', 'second 1']);
  // The file of one server has no other, whatever stands in the register.
  expect(await othersAtStart({ store: later.store })).toEqual([]);
  expect(
    await recoverEmails({ ...room.deps, store: later.store }, await othersAtStart({ store: shared })),
  ).toBe(1);
  expect(await stateOf(id)).toBe('uncertain');
  await later.standing.close();
});

test('nobody is judged dead by a server that the base did not answer itself', async () => {
  const only = await server('premier');
  await expect.poll(() => only.standing.isSteady(), { timeout: 5_000 }).toBe(true);
  const db = new DatabaseSync(baseFile());
  db.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON server BEGIN SELECT RAISE(ABORT, 'full'); END`);
  await only.standing.beat();
  expect(only.standing.isSteady()).toBe(false);
  expect(await livingServers(only)).toBeUndefined();
  db.exec('DROP TRIGGER refuse');
  db.close();
  await only.standing.beat();
  expect(only.standing.isSteady()).toBe(false);
  await expect.poll(() => only.standing.isSteady(), { timeout: 5_000 }).toBe(true);
  await only.standing.close();
});
