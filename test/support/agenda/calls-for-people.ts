import { expect } from 'vitest';
import { callForPeople, countCall } from '../../../server/steps/agenda/call-for-people.ts';
import { comeToShift } from '../../../server/steps/agenda/come-to-shift.ts';
import { learnTraining } from '../../../server/steps/agenda/learn-training.ts';
import { chooseMailing } from '../../../server/steps/conversations/choose-mailing.ts';
import { dropOldMessages } from '../../../server/steps/conversations/drop-old-messages.ts';
import { sendWaiting } from '../../../server/steps/conversations/send-waiting.ts';
import type { WebBearer } from '../../../server/steps/web-door/web-bearer.ts';
import { readMail } from '../email/smtp-sink.ts';
import { LINE } from '../seats/line-house.ts';
import type { DoorHouse } from '../web/door-house.ts';
import { openLineSlots } from './line-slots.ts';

const TRAINING = 'STANDARD-2026';
const MISSING = 'Il manque du monde à un créneau que vous pouvez prendre';

/** Addresses and subjects of what leaves now, in order of address. */
export async function waitingMailsSent(house: DoorHouse): Promise<readonly string[]> {
  const before = house.sink.count();
  await sendWaiting(house.app, { limit: 100 });
  return house.sink
    .messages()
    .slice(before)
    .map(({ raw }) => `${readMail(raw).header('to')} ${readMail(raw).header('subject')}`)
    .toSorted();
}

/** `as`: who came in at the web door, by first name. Anna and Emil, who is a minor, are trained and may be written to; Basile is trained and wants no e-mail. */
export async function callsForPeople(
  house: DoorHouse,
  as: (name: string) => Promise<WebBearer>,
): Promise<void> {
  const mailed = () => waitingMailsSent(house);
  await mailed();
  const [slot = 0, next = 0] = await openLineSlots(house, { count: 2, needs: TRAINING });
  const lead = await house.hire('lea', 'lead', { campaigns: [LINE] });
  const other = await house.hire('luc', 'lead');
  for (const name of ['Anna', 'Basile', 'Emil'])
    await learnTraining(house.app, {
      account: house.team,
      card: (await as(name)).person.id,
      training: TRAINING,
    });
  await chooseMailing(house.app, await as('Basile'), [{ kind: 'event', way: 'web' }]);
  await expect(countCall(house.app, { account: other, slot })).rejects.toMatchObject({
    code: 'slot-unknown',
  });
  const asked = { account: lead, slot };
  expect(await countCall(house.app, asked)).toEqual({ count: 2, places: 1 });
  await expect(callForPeople(house.app, { ...asked, expected: 3 })).rejects.toMatchObject({
    code: 'people-count-changed',
  });
  await callForPeople(house.app, { ...asked, expected: 2 });
  expect(await mailed()).toEqual([`elodie.0@exemple.invalid ${MISSING}`]);
  await expect(countCall(house.app, asked)).rejects.toMatchObject({ code: 'call-nobody' });
  await callForPeople(house.app, { account: lead, slot: next, expected: 2 });
  await chooseMailing(house.app, await as('Basile'), [{ kind: 'event', way: 'at-once' }]);
  const { person } = await as('Basile');
  const account = { id: person.id, role: 'participant', campaigns: [] } as const;
  await comeToShift(house.app, { account, slot: next, mayWait: false });
  await expect(countCall(house.app, { account: lead, slot: next })).rejects.toMatchObject({
    code: 'call-slot-full',
  });
  expect(await mailed()).toEqual([]);
  const { store, clock } = house.app;
  const participant = (await as('Anna')).person.id;
  const written = { participant, kind: 'event', about: String(slot) } as const;
  const isKept = async () => (await store.read((rows) => rows.waitingMails.mail(written))) !== undefined;
  await dropOldMessages({ store, clock });
  expect(await isKept()).toBe(true);
  await dropOldMessages({ store, clock: { ...clock, nowMs: () => clock.nowMs() + 60 * 86_400_000 } });
  expect(await isKept()).toBe(false);
}
