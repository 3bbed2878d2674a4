import { AppError } from '../../../shared/errors.ts';
import { type CivilDate, civilDate, HOUSE_ZONE } from '../../../shared/time.ts';
import type { Instruction, InstructionAnswer } from '../../domain/papers/instruction.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { requireCampaign } from '../find-campaign.ts';
import { trail } from '../trail.ts';

interface InstructionDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'uuid'>;
}

export interface NewInstruction {
  readonly campaign: string;
  readonly givenOn: CivilDate;
  readonly givenByWhom: string;
  readonly text: string;
  readonly answer: InstructionAnswer;
  readonly answerText: string;
  readonly actor: string;
}

/**
 * Writes down what the charity instructed, and what became of it: followed, or refused because the law forbids it.
 * Nothing is rewritten: another line follows. Twice are two. AppErrors `campaign-unknown`, `instruction-day`.
 */
export function recordInstruction(
  { store, clock, chance }: InstructionDeps,
  request: NewInstruction,
): Instruction {
  const { actor, ...given } = request;
  const atMs = clock.nowMs();
  if (!isPastDay(given.givenOn, atMs)) throw wrongDay();
  return store.write((rows) => {
    const { code } = requireCampaign(rows, given.campaign);
    const row: Instruction = { ...given, id: chance.uuid(), recordedBy: actor, atMs };
    rows.instructions.add(row);
    const action = given.answer === 'followed' ? 'instruction.record' : 'instruction.refuse';
    trail(rows, { actor, atMs })(action, row.id, { campaign: code, detail: { givenOn: given.givenOn } });
    return row;
  });
}

/** Of one campaign, or of all; those who wrote by their logins. AppError `campaign-unknown`. */
export function listInstructions(
  { store }: Pick<InstructionDeps, 'store'>,
  { campaign }: { readonly campaign?: string | undefined },
): readonly Instruction[] {
  return store.read((rows) => {
    if (campaign !== undefined) requireCampaign(rows, campaign);
    return instructionsOf(
      rows,
      campaign === undefined ? rows.campaigns.all().map(({ code }) => code) : [campaign],
    );
  });
}

/** The same within a transaction. */
export function instructionsOf(rows: StoreReader, campaigns: readonly string[]): readonly Instruction[] {
  return campaigns
    .flatMap((code) => rows.instructions.ofCampaign(code))
    .map((one) => ({ ...one, recordedBy: rows.accounts.byId(one.recordedBy)?.login ?? one.recordedBy }));
}

function isPastDay(text: CivilDate, nowMs: number): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text && text <= civilDate(nowMs, HOUSE_ZONE);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function wrongDay(): AppError {
  return new AppError({
    code: 'instruction-day',
    kind: 'invalid',
    message: 'Le jour de l’instruction n’est pas du calendrier, ou n’est pas encore venu.',
    hint: 'AAAA-MM-JJ, aujourd’hui au plus tard.',
  });
}
