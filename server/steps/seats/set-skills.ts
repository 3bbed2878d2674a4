import { AppError } from '../../../shared/errors.ts';
import {
  readSkills,
  type SkillRank,
  seatQueues,
  shownSkills,
  skillsToStore,
} from '../../domain/seats/seat-skills.ts';
import type { SeatedLine } from '../../domain/seats/seated-line.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { SignupRow, SlotRow } from '../../ports/rows/slots.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { QueueId, QueueRank, SeatId } from '../../ports/telephony.ts';
import { trail } from '../trail.ts';
import { lineOfCampaign } from './line-of-campaign.ts';
import { notYours, sitesReached, slotReached } from './seat-reach.ts';
import { signupUnknown } from './slots.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly seatLines: {
    now(seat: SeatId): { readonly isReady: boolean };
    setReady(
      seat: SeatId,
      isReady: boolean,
      queues: { readonly ranks: readonly QueueRank[]; readonly team: QueueId },
    ): Promise<string>;
  };
}

interface Skilled {
  readonly account: AccountRow;
  readonly signup: number;
  /** As `readSkills` reads them; empty: none beyond the site's own. */
  readonly skills: string;
}

/** AppError `skills-invalid`. */
function skillsInvalid(problem: string): AppError {
  return new AppError({
    code: 'skills-invalid',
    kind: 'invalid',
    message: `Ces compétences ne se lisent pas : ${problem}.`,
    hint: 'Les codes sont dans campaign.yaml, sous « skills » et « sites » ; rang 0 : appelé d’abord.',
  });
}

/**
 * Skills as they were written, for a slot's line; nobody gives away callers of a site that is not theirs. A problem in French, or
 * the queues. AppError `line-not-laid`.
 */
export async function readSlotSkills(
  rows: StoreReader,
  { account, slot, text }: { readonly account: AccountRow; readonly slot: SlotRow; readonly text: string },
): Promise<ReturnType<typeof readSkills>> {
  const { settings } = await lineOfCampaign(rows, slot.campaign);
  const read = readSkills(text, settings);
  if ('problem' in read) return read;
  const reached = await sitesReached(rows, { account, verb: 'sign-up', campaign: slot.campaign });
  const isTheirs = ({ queue }: SkillRank) =>
    !settings.sites.some((site) => site.queue === queue) || reached.some((site) => site.queue === queue);
  return read.queues.every(isTheirs) ? read : { problem: notYours().message.replace(/\.$/, '') };
}

/** Where their seat takes callers from, while somebody sits there. */
function queuesNow({ settings }: SeatedLine, { site }: SlotRow, stored: string) {
  const own = settings.sites.find(({ code }) => code === site)?.queue;
  return own === undefined
    ? undefined
    : { ranks: seatQueues(settings, own, stored), team: settings.handOver.queue };
}

async function seatOf(rows: StoreReader, { id, account }: SignupRow): Promise<SeatId | undefined> {
  if (account === null) return undefined;
  const used = (await rows.slots.codesOf(id)).filter(({ usedAtMs }) => usedAtMs !== null);
  return used.toSorted((a, b) => (b.usedAtMs ?? 0) - (a.usedAtMs ?? 0))[0]?.seat ?? undefined;
}

/**
 * From now on somebody who signed up takes callers of these skills too: the PBX asks rank 0 first, then 1. At their seat
 * it holds at once, with a caller after that one. Said again it changes nothing. AppErrors `signup-unknown`, `slot-unknown`,
 * `skills-invalid`, `line-not-laid`.
 */
export async function setSkills(
  { store, clock, seatLines }: Deps,
  { account, signup: id, skills }: Skilled,
): Promise<{ readonly skills: readonly string[] }> {
  const done = await store.write(async (rows) => {
    const signup = await rows.slots.signup(id);
    if (!signup || signup.state === 'cancelled') throw signupUnknown();
    const slot = await slotReached(rows, { account, verb: 'sign-up', slot: signup.slot });
    const read = await readSlotSkills(rows, { account, slot, text: skills });
    if ('problem' in read) throw skillsInvalid(read.problem);
    const queues = skillsToStore(read.queues);
    const line = await lineOfCampaign(rows, slot.campaign);
    if (queues !== signup.queues) {
      await rows.slots.changeSignup(id, { queues });
      const note = trail(rows, { actor: account.id, atMs: clock.nowMs() });
      await note('slot.skills', String(slot.id), { campaign: slot.campaign, detail: { signup: id, skills } });
    }
    return { seat: await seatOf(rows, signup), queues: queuesNow(line, slot, queues), line, stored: queues };
  });
  const { seat, queues } = done;
  if (seat !== undefined && queues && seatLines.now(seat).isReady)
    await seatLines.setReady(seat, true, queues);
  return { skills: shownSkills(done.line.settings, done.stored) };
}
