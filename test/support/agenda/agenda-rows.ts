import { randomUUID } from 'node:crypto';
import type { AgendaEvent } from '../../../server/domain/agenda/event.ts';
import type { AgendaSlotRow } from '../../../server/ports/rows/agenda.ts';
import type { ParticipantRow } from '../../../server/ports/rows/people.ts';

export const CHARITY = 'UNION';
export const HOUR_MS = 3_600_000;
/** Saturday 28 November 2026, 12:00 in Paris. */
export const NOON_MS = Date.UTC(2026, 10, 28, 11);

export function participantRow(change: Partial<ParticipantRow> = {}): ParticipantRow {
  return {
    ...{ id: randomUUID(), charity: CHARITY, status: 'confirmed', kind: 'volunteer', source: 'house' },
    ...{ sinceMs: 1, changedAtMs: 1, change: 1, account: null, sealVersion: 1 },
    ...{ sealed: new Uint8Array([1]), emailBlind: null, phoneBlind: null, crmBlind: null },
    ...change,
  };
}

export function eventRow(change: Partial<AgendaEvent> = {}): AgendaEvent {
  const [fromMs, toMs] = [NOON_MS, NOON_MS + 48 * HOUR_MS];
  return {
    ...{
      id: randomUUID(),
      charity: CHARITY,
      kind: 'line',
      title: 'Soirée des promesses',
      body: '',
      place: '',
    },
    ...{
      privacy: 'public',
      fromMs,
      toMs,
      closesAtMs: toMs,
      state: 'published',
      sequence: 1,
      author: 'essai',
    },
    ...{ atMs: 1, changedAtMs: 1, groups: [] },
    ...change,
  };
}

export function slotRow(
  event: string,
  change: Partial<AgendaSlotRow> = {},
): Omit<AgendaSlotRow, 'id' | 'taken' | 'cancelledAtMs'> {
  const fromMs = change.fromMs ?? NOON_MS + HOUR_MS;
  return {
    ...{
      campaign: null,
      site: null,
      event,
      role: '',
      needs: '',
      fromMs,
      toMs: fromMs + HOUR_MS,
      capacity: 10,
    },
    ...{ opensAtMs: 0, withdrawUntilMs: fromMs, longestMs: 0, author: 'essai', atMs: 1 },
    ...change,
  };
}
