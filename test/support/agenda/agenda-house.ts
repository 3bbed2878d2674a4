import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { createEvent, type EventText, publishEvent } from '../../../server/steps/agenda/keep-events.ts';
import { planShifts, type ShiftPlan } from '../../../server/steps/agenda/plan-shifts.ts';
import { joinGroup } from '../../../server/steps/groups/join-group.ts';
import { findPeople } from '../../../server/steps/people/find-people.ts';
import { linkAccount } from '../../../server/steps/people/link-account.ts';
import type { Level } from '../../../shared/people/people-words.ts';
import { fiction, openPeopleHouse, type PeopleHouse } from '../people/people-house.ts';

const HOUR_MS = 3_600_000;

export interface AgendaHouse extends PeopleHouse {
  /** Somebody of the directory with an account of their own; `level` in GL Caen, none when absent. */
  volunteer(number: number, level?: Level): Promise<AccountRow>;
  /** A published event of the association's team, from in three days, twelve hours long. */
  evening(change?: Partial<EventText>): Promise<{ readonly event: string; readonly fromMs: number }>;
  shift(event: string, fromMs: number, change?: Partial<ShiftPlan>): Promise<number>;
}

/** A house with the directory open, one group, and an agenda. */
export async function openAgendaHouse(): Promise<AgendaHouse> {
  const house = await openPeopleHouse();
  const { app, team } = house;
  await house.newGroup('GL Caen');
  return {
    ...house,
    volunteer: async (number, level) => {
      const where = `fictive${String.fromCodePoint(97 + number)}`;
      await house.importLines([fiction(number, { Nom: where })]);
      const { lines } = await findPeople(app, { account: team, where, from: 0, limit: 1, whole: true });
      const login = `benevole.${number}`;
      const account = await house.hire(login, 'mobilisation');
      await linkAccount(app, { account: team, card: lines[0]?.id ?? '', login });
      if (level) await joinGroup(app, { account: team, group: 'GL Caen', where, level, expected: 1 });
      return account;
    },
    evening: async (change = {}) => {
      const fromMs = house.clock.nowMs() + 72 * HOUR_MS;
      const text: EventText = {
        ...{ kind: 'line', title: 'Soirée des promesses', body: 'On répond au téléphone.' },
        ...{
          place: '12 rue de l’Exemple',
          privacy: 'volunteers',
          fromMs,
          toMs: fromMs + 12 * HOUR_MS,
          groups: [],
        },
        ...change,
      };
      const { id: event } = await createEvent(app, { account: team, text });
      await publishEvent(app, { account: team, event });
      return { event, fromMs: text.fromMs };
    },
    shift: async (event, fromMs, change = {}) => {
      const plan: ShiftPlan = {
        ...{
          fromMs,
          toMs: fromMs + 2 * HOUR_MS,
          role: '',
          needs: '',
          capacity: 1,
          longestHours: 0,
          days: [],
        },
        ...change,
      };
      const { slots } = await planShifts(app, { account: team, event, plan });
      return slots[0] ?? 0;
    },
  };
}
