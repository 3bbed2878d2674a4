import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PeopleGroup } from '../../../server/ports/rows/groups.ts';
import { CHARITY, eventRow, participantRow, slotRow } from '../../support/agenda/agenda-rows.ts';
import { temporaryStore } from '../../support/store/store-rows.ts';

let base: ReturnType<typeof temporaryStore>;
beforeEach(() => {
  base = temporaryStore();
});
afterEach(() => base.dispose());

const OTHER = 'AUTRE';
const group = (id: string, charity: string): PeopleGroup => ({
  ...{ id, charity, kind: 'local' as const, name: id, parent: '' },
  ...{ state: 'active' as const, createdAtMs: 1, endedAtMs: null },
});

/** Two directories alike: what is asked of one touches nothing of the other. */
async function fill(): Promise<void> {
  await base.store.write(async (rows) => {
    for (const charity of [CHARITY, OTHER]) {
      await rows.people.openBase({ charity, fields: '', openedAtMs: 1 });
      await rows.groups.add(group(`gl-${charity}`, charity));
      const sealed = new Uint8Array(64).fill(7);
      const blinds = { emailBlind: `e-${charity}`, phoneBlind: `p-${charity}` };
      const id = `p1-${charity}`;
      await rows.people.add(participantRow({ id, charity, sealed, ...blinds }));
      await rows.groups.join({ participant: id, groupId: `gl-${charity}`, level: 'member', fromMs: 5 });
      const event = eventRow({ id: `ev-${charity}`, charity, groups: [`gl-${charity}`] });
      await rows.agenda.addEvent(event);
      await rows.agenda.addSlot(slotRow(event.id));
    }
  });
}

describe('a whole directory', () => {
  test('is erased with all that hangs on it, and another charity’s stays', async () => {
    await fill();
    const samples = await base.store.read((rows) => rows.people.samples(CHARITY, 10));
    expect(samples).toHaveLength(3);
    expect(samples[0]).toHaveLength(32);
    const erased = await base.store.write((rows) => rows.people.eraseBase(CHARITY));
    const counts = Object.fromEntries(erased.map(({ table, rows: count }) => [table, count]));
    expect(counts).toMatchObject({
      people_base: 1,
      participant: 1,
      people_group: 1,
      membership: 1,
      event: 1,
      slot: 1,
    });
    await base.store.read(async (rows) => {
      expect((await rows.people.bases()).map(({ charity }) => charity)).toEqual([OTHER]);
      expect(await rows.people.ids(OTHER)).toEqual([`p1-${OTHER}`]);
      expect(await rows.groups.members(`gl-${OTHER}`)).toEqual([`p1-${OTHER}`]);
      expect(await rows.groups.of(CHARITY)).toEqual([]);
    });
    const again = await base.store.write((rows) => rows.people.eraseBase(CHARITY));
    expect(again.reduce((sum, one) => sum + one.rows, 0)).toBe(0);
  });

  test('finds what an act changed among belongings by its instant, and takes it back', async () => {
    await fill();
    const [id, gl] = [`p1-${CHARITY}`, `gl-${CHARITY}`];
    await base.store.write(async (rows) => {
      expect(await rows.people.lastActMs(CHARITY)).toBe(5);
      await rows.groups.leave(id, gl, 9);
      await rows.groups.join({ participant: id, groupId: gl, level: 'referent', fromMs: 9 });
      expect(await rows.people.lastActMs(CHARITY)).toBe(9);
      expect((await rows.groups.changedAt(CHARITY, 9)).map(({ level }) => level).sort()).toEqual([
        'member',
        'referent',
      ]);
      expect(await rows.groups.changedAt(OTHER, 9)).toEqual([]);
      await rows.groups.takeBack(id, gl, 9);
      expect(await rows.groups.current(id)).toMatchObject([{ level: 'member', fromMs: 5, toMs: null }]);
    });
  });

  test('says when somebody left, by the write that says so, and when they were last seen', async () => {
    await base.store.write(async (rows) => {
      await rows.people.openBase({ charity: CHARITY, fields: '', openedAtMs: 1 });
      await rows.people.add(participantRow({ id: 'p1', charity: CHARITY, status: 'confirmed', sinceMs: 2 }));
      const kept = () => rows.people.kept(CHARITY);
      expect(await kept()).toEqual([]);
      await rows.people.update('p1', { status: 'former', changedAtMs: 50 });
      await rows.people.update('p1', { status: 'former', changedAtMs: 60 });
      await rows.people.noteEntered('p1', 40);
      const former = { id: 'p1', status: 'former', changedAtMs: 60, trimmedMs: null };
      expect(await kept()).toEqual([{ ...former, leftMs: 50, contactMs: 40 }]);
      await rows.people.update('p1', { status: 'prospect', changedAtMs: 70 });
      expect(await kept()).toMatchObject([{ leftMs: null }]);
      await rows.people.update('p1', { status: 'former', changedAtMs: 80 });
      await rows.people.noteTrimmed('p1', 90);
      expect(await kept()).toMatchObject([{ leftMs: 80, trimmedMs: 90 }]);
      await rows.people.setFields(CHARITY, '');
      expect(await kept()).toMatchObject([{ leftMs: 80, trimmedMs: null }]);
      await rows.waitingMails.dropOver(1);
    });
  });
});
