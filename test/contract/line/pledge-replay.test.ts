import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBackupFolder } from '../../../server/backup/backup-folder.ts';
import { openBackupReader } from '../../../server/backup/backup-reader.ts';
import { verifyBackup } from '../../../server/steps/backup/backup-verify.ts';
import { planReplay } from '../../../server/steps/house/plan-replay.ts';
import { replayKeptActs } from '../../../server/steps/house/replay-acts.ts';
import { agePledges } from '../../../server/steps/line/age-pledges.ts';
import { erasePledge } from '../../../server/steps/line/pledge-rights.ts';
import { keepingStore } from '../../../server/store/keeping-store.ts';
import { openKeptActs } from '../../../server/vault/kept-acts-file.ts';
import { LINE, type PledgeRoom, pledgeRoom } from '../../support/line/pledge-room.ts';
import { NO_COPIES } from '../../support/purge/no-copies.ts';
import { accountRow } from '../../support/store/store-rows.ts';

const DAY_MS = 86_400_000;
const outgoing = {
  put: async () => {},
  read: async () => undefined,
  list: async () => [],
  remove: async () => {},
  sweep: async () => 0,
};

let room: PledgeRoom;
let keysDir: string;
beforeEach(async () => {
  room = await pledgeRoom();
  keysDir = mkdtempSync(join(tmpdir(), 'plateau-acts-'));
});
afterEach(async () => {
  await room.close();
  rmSync(keysDir, { recursive: true });
});
/** The same base, whose acts are kept beside the keys. */
const keeping = () => {
  const acts = openKeptActs(keysDir);
  const store = keepingStore(room.deps.store, { acts, clock: room.deps.clock });
  return { ...room.deps, ...NO_COPIES, outgoing, keptActs: acts, store };
};
const act = (id: string) => ({ id, reason: 'courrier, pièce vue', actor: 'dpo-1' });

describe('an older base put back, of a house with a pledge line (R-34, R-35)', () => {
  it('an erasure that somebody asked for is kept beside the keys; a pledge that lapses is not', async () => {
    const deps = keeping();
    await room.save();
    await room.save({ lastName: 'Autre' });
    const [first] = await room.pledges();
    await erasePledge(deps, act(first?.id ?? ''));
    const kept = [
      { kind: 'pledge', charity: 'UNION', campaign: LINE, pledge: first?.id, atMs: expect.any(Number) },
    ];
    expect(deps.keptActs.all()).toEqual(kept);
    room.clock.ms += 31 * DAY_MS;
    expect(await agePledges(deps, { actor: 'system' })).toMatchObject({ lapsed: 1 });
    expect(deps.keptActs.all()).toEqual(kept);
  });

  it('who was erased since is erased again, and nothing leaves for them; the others are left alone', async () => {
    const deps = keeping();
    await room.save();
    await room.save({ lastName: 'Autre' });
    const [first, other] = await room.pledges();
    const pledge = first?.id ?? '';
    deps.keptActs.add([{ kind: 'pledge', charity: 'UNION', campaign: LINE, pledge, atMs: room.clock.ms }]);
    expect(await replayKeptActs(deps)).toMatchObject({ erasures: 1, purges: [] });
    expect((await room.pledges())[0]).toMatchObject({ sealed: null, state: 'withdrawn', sending: 'none' });
    expect((await room.pledges())[1]).toEqual(other);
    expect(await replayKeptActs(deps)).toMatchObject({ erasures: 0 });
    expect(await room.audits('pledge.erase')).toBe(1);
  });

  it('a line that was destroyed since is to be destroyed again', async () => {
    const deps = keeping();
    await room.deps.store.write((rows) => rows.accounts.insert(accountRow({ id: 'ops-1', role: 'ops' })));
    const purge = { kind: 'purge', charity: 'UNION', campaign: LINE, operator: 'ops-1', atMs: 0 } as const;
    const plan = await deps.store.read((rows) => planReplay(rows, [purge]));
    expect(plan.purges).toEqual([purge]);
  });
});

describe('a backup of a house with a pledge line (R-35)', () => {
  it('is verified by opening pledges too: one that its key does not open is told by its number', async () => {
    await room.save();
    await room.save({ lastName: 'Autre' });
    const { store, vault } = room.deps;
    const dataDir = join(room.home, 'data');
    const folder = join(room.home, 'sauvegardes');
    const databaseFile = join(dataDir, 'plateau.db');
    const backups = openBackupFolder({
      folder,
      keep: 3,
      dataDir,
      databaseFile,
      snapshot: store.snapshot,
      keys: vault,
    });
    const verify = async () => {
      room.clock.ms += 1000;
      const { name } = await backups.create({ createdAtMs: room.clock.ms });
      return await verifyBackup(
        { reader: openBackupReader(vault), vault },
        { file: join(folder, `${name}.tar.gz.pgp`) },
      );
    };
    expect(await verify()).toMatchObject({ records: 2, opened: 2, problems: [] });
    const [one] = await room.pledges();
    // The words of another pledge in its place: only its own number opens them.
    const id = randomUUID();
    if (one)
      await store.write((rows) => rows.pledges.add({ ...one, id, callId: randomUUID(), tokenHash: id }));
    expect(await verify()).toMatchObject({
      opened: 2,
      problems: [expect.stringMatching(`^La promesse ${id} de ${LINE} ne s’ouvre pas`)],
    });
    await backups.close();
  });
});
