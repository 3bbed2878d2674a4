import { writeSync } from 'node:fs';
import type { SignUpState } from '../../../server/domain/agenda/sign-up-verdict.ts';
import { enterShift } from '../../../server/steps/agenda/come-to-shift.ts';
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts';
import { openStore } from '../../../server/store/sqlite-store.ts';
import { CHARITY, NOON_MS } from './agenda-rows.ts';

/**
 * One of several processes at whose pages everybody signs up at once: `node sign-up-child.ts RANK FILE URL`. Each person asks once
 * here, for a slot of their own choice; the last line says what each answer was, and how long it took.
 */
const [rank = '0', file = '', url = ''] = process.argv.slice(2);
const store = url === '' ? openStore({ file }) : await openPostgresStore({ url });
const nth = Number(rank);
const { people, slots } = await store.read(async (rows) => {
  const [event] = await rows.agenda.events(CHARITY, 0);
  return { people: await rows.people.ids(CHARITY), slots: await rows.agenda.slotsOf(event?.id ?? '') };
});

const answers: Partial<Record<SignUpState, number>> = {};
const unsaid: string[] = [];
const signUpMs: number[] = [];
for (const [at, id] of people.toSorted((a, b) => (a < b === (nth % 2 === 0) ? -1 : 1)).entries()) {
  const wanted = slots[(at * 17 + nth * 11 + ((at * nth) % 7)) % slots.length];
  const startMs = performance.now();
  const come = await store.unsettled.write(async (rows) => {
    const [slot, comer] = [await rows.agenda.slot(wanted?.id ?? 0), await rows.people.byId(id)];
    const event = slot && (await rows.agenda.event(slot.event));
    if (!slot || !comer || !event) throw new Error('laid by the test');
    const entering = { slot, event, comer, person: `Testeur ${at}`, author: `page-${rank}`, nowMs: NOON_MS };
    return await enterShift(rows, { ...entering, mayWait: false });
  });
  signUpMs.push(performance.now() - startMs);
  const state = 'refused' in come ? come.refused.state : 'free';
  answers[state] = (answers[state] ?? 0) + 1;
  if ('refused' in come && !/^[A-ZÀÉ].{8,}\.$/u.test(come.refused.says)) unsaid.push(come.refused.says);
}
await store.settled();
writeSync(1, JSON.stringify({ answers, unsaid, signUpMs }));
store.close();
