import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchAudit } from '../../../server/steps/audit/search-audit.ts';
import { deliverDue } from '../../../server/steps/delivery/deliver-due.ts';
import { exportPerson } from '../../../server/steps/persons/export-person.ts';
import { objectPerson } from '../../../server/steps/persons/object-person.ts';
import { OFFICER, type PersonRoom, personRoom } from '../../support/persons/person-room.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/Paris]`).epochMilliseconds;
const asked = { reason: 'lettre, identité vérifiée', actor: OFFICER };
const donor = (id: string) => ({ person: { by: 'donor', value: id } as const, ...asked });

let room: PersonRoom;
beforeEach(async () => {
  room = await personRoom(at('2026-11-23T11:00'));
});
afterEach(() => room.close());

const evening = () => {
  room.clock.nowMs = at('2026-11-23T20:45');
  return deliverDue(room.deps, { actor: 'system' });
};
const lastAudit = () =>
  room.deps.store.read(async (rows) => (await Array.fromAsync(rows.audit.each())).at(-1));

describe('R-32 who saw donor X', () => {
  it('one command: openings of one and of many, calls, e-mails; not those of others; the search is an entry', async () => {
    const id = await room.record(7);
    await room.record(8);
    await objectPerson(room.deps, donor('D7'));
    await exportPerson(room.deps, donor('D8'));
    await evening();
    const { entries, records, total } = await searchAudit(room.deps, {
      person: { by: 'donor', value: 'D7' },
      actor: OFFICER,
    });
    expect(records).toEqual([id]);
    expect(total).toBe(entries.length);
    const seen = entries.map((one) => `${one.action} ${one.login || one.actor}`);
    expect(seen).toContain('person.object dpo.un');
    expect(seen).toContain('record.open system');
    expect(seen).not.toContain('person.access dpo.un');
    expect(await lastAudit()).toMatchObject({ action: 'audit.search', detail: { records: String(id) } });
    const mine = await searchAudit(room.deps, { account: 'dpo.un', action: 'person.', actor: OFFICER });
    expect(mine.entries.every((one) => one.action.startsWith('person.') && one.login === 'dpo.un')).toBe(
      true,
    );
  });
});
