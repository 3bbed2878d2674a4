import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mayOnEvent } from '../../../server/domain/agenda/event-rights.ts';
import { standingOf } from '../../../server/steps/people/people-access.ts';
import { verdictFor } from '../../../server/steps/slots/sign-up-facts.ts';
import { EVENT_PRIVACIES, EVENT_STATES } from '../../../shared/people/agenda-words.ts';
import { LEVELS, PARTICIPANT_KINDS, PARTICIPANT_STATUSES } from '../../../shared/people/people-words.ts';
import {
  CHARITY,
  eventRow,
  HOUR_MS,
  NOON_MS,
  participantRow,
  slotRow,
} from '../../support/agenda/agenda-rows.ts';
import { temporaryStore } from '../../support/store/temporary-store.ts';

const base = temporaryStore();
afterAll(() => base.dispose());
/** `under` stands under `top`. */
const GROUPS = ['top', 'under', 'aside'] as const;
beforeAll(async () => {
  await base.store.write(async (rows) => {
    await rows.people.openBase({ charity: CHARITY, fields: '', openedAtMs: 1 });
    for (const id of GROUPS) {
      const parent = id === 'under' ? 'top' : '';
      const dates = { createdAtMs: 1, endedAtMs: null } as const;
      await rows.groups.add({
        id,
        charity: CHARITY,
        kind: 'local',
        name: id,
        parent,
        state: 'active',
        ...dates,
      });
    }
  });
});

const hour = fc.integer({ min: -3, max: 8 });
const hours = fc.record({ from: hour, length: fc.integer({ min: 1, max: 3 }) });
const world = fc.record({
  person: fc.record({
    status: fc.constantFrom(...PARTICIPANT_STATUSES, 'confirmed'),
    kind: fc.constantFrom(...PARTICIPANT_KINDS, 'volunteer'),
  }),
  level: fc.constantFrom(...LEVELS),
  group: fc.constantFrom(...GROUPS),
  event: fc.record({
    privacy: fc.constantFrom(...EVENT_PRIVACIES),
    state: fc.constantFrom(...EVENT_STATES, 'published', 'published', 'published'),
    closes: fc.integer({ min: -1, max: 4 }),
  }),
  shift: hours,
  others: fc.array(hours, { maxLength: 3 }),
  isFull: fc.boolean(),
  isCancelled: fc.boolean(),
  isIn: fc.boolean(),
  opens: fc.integer({ min: -1, max: 1 }),
  longest: fc.constantFrom(0, 0, 3, 5),
  isTrained: fc.constantFrom(undefined, undefined, true, false),
  mayWait: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const period = ({ from, length }: World['shift']) => {
  const fromMs = NOON_MS + from * HOUR_MS;
  return { fromMs, toMs: fromMs + length * HOUR_MS };
};

/** Lays that world in the base; `held` slots are taken by the person first, without a verdict. */
async function laid(one: World) {
  const id = randomUUID();
  return await base.store.write(async (rows) => {
    const comer = participantRow({ id, ...one.person });
    await rows.people.add(comer);
    await rows.groups.join({ participant: id, groupId: one.group, level: one.level, fromMs: 1 });
    const { privacy, state, closes } = one.event;
    const change = { privacy, state: state as never, closesAtMs: NOON_MS + closes * HOUR_MS };
    const groups = privacy === 'public' || privacy === 'volunteers' ? [] : ['under'];
    const event = eventRow({ ...change, groups });
    await rows.agenda.addEvent(event);
    const needs = one.isTrained === undefined ? '' : 'LIGNE';
    if (one.isTrained)
      await rows.agenda.learn({ participant: id, training: 'LIGNE', author: 'essai', atMs: 1 });
    const longestMs = one.longest * HOUR_MS;
    const opensAtMs = NOON_MS + one.opens * HOUR_MS;
    const number = await rows.agenda.addSlot(
      slotRow(event.id, { ...period(one.shift), needs, longestMs, opensAtMs, capacity: 1 }),
    );
    const others = one.others.filter((_, at) => at < 3);
    const taken = [];
    for (const other of others) taken.push(await rows.agenda.addSlot(slotRow(event.id, period(other))));
    if (one.isCancelled) await rows.agenda.updateSlot(number, { cancelledAtMs: 1 });
    return { id, event, number, taken };
  });
}

it('R-55 the statement signs up exactly those whom the verdict calls free, or who may wait for a full slot; and the verdict lets in whom the rights table does', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (one) => {
      const { id, event, number, taken } = await laid(one);
      const held = { campaign: '', state: 'held', queues: '[]', author: 'essai', atMs: 1 } as const;
      await base.store.write(async (rows) => {
        for (const slot of taken) {
          const signup = await rows.slots.addSignup({ ...held, slot, person: 'Testeur', participant: id });
          expect(signup).toBeGreaterThan(0);
        }
        if (one.isFull) {
          await rows.slots.takePlace(number);
          await rows.slots.addSignup({ ...held, slot: number, person: 'Autre', participant: null });
        }
        if (one.isIn)
          await rows.slots.addSignup({
            ...held,
            state: 'waiting',
            slot: number,
            person: 'Testeur',
            participant: id,
          });
        const [slot, comer] = [await rows.agenda.slot(number), await rows.people.byId(id)];
        if (!slot || !comer) throw new Error('just laid');
        const verdict = await verdictFor(rows, { slot, event, comer, nowMs: NOON_MS });
        const groups = await rows.groups.of(CHARITY);
        const childrenOf = (group: string) =>
          groups.filter(({ parent }) => parent === group).map((its) => its.id);
        const asker = { participant: await standingOf(rows, comer, groups) };
        if (['reserved', 'full', 'free'].includes(verdict.state))
          expect(mayOnEvent(asker, 'sign-up', { event, childrenOf })).toBe(verdict.state !== 'reserved');
        const request = { slot: number, participant: id, person: 'Testeur', author: 'essai', atMs: NOON_MS };
        const come = await rows.agenda.signUp({ ...request, mayWait: one.mayWait });
        const expected = { free: 'held', full: one.mayWait ? 'waiting' : undefined }[verdict.state as string];
        expect([verdict.state, come?.state]).toEqual([verdict.state, expected]);
      });
    }),
    { numRuns: base.store.engine === 'postgres' ? 40 : 300 },
  );
});
