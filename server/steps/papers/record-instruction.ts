import { AppError } from '../../../shared/errors.ts';
import { inTurn } from '../../../shared/in-turn.ts';
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
export async function recordInstruction(
  { store, clock, chance }: InstructionDeps,
  request: NewInstruction,
): Promise<Instruction> {
  const { actor, ...given } = request;
  const atMs = clock.nowMs();
  if (!isPastDay(given.givenOn, atMs)) throw wrongDay();
  return await store.write(async (rows) => {
    const { code } = await requireCampaign(rows, given.campaign);
    const row: Instruction = { ...given, id: chance.uuid(), recordedBy: actor, atMs };
    await rows.instructions.add(row);
    const action = given.answer === 'followed' ? 'instruction.record' : 'instruction.refuse';
    await trail(rows, { actor, atMs })(action, row.id, {
      campaign: code,
      detail: { givenOn: given.givenOn },
    });
    return row;
  });
}

/** Of one campaign, or of all; those who wrote by their logins. AppError `campaign-unknown`. */
export async function listInstructions(
  { store }: Pick<InstructionDeps, 'store'>,
  { campaign }: { readonly campaign?: string | undefined },
): Promise<readonly Instruction[]> {
  return await store.read(async (rows) => {
    if (campaign !== undefined) await requireCampaign(rows, campaign);
    return await instructionsOf(
      rows,
      campaign === undefined ? (await rows.campaigns.all()).map(({ code }) => code) : [campaign],
    );
  });
}

/** The same within a transaction. */
export async function instructionsOf(
  rows: StoreReader,
  campaigns: readonly string[],
): Promise<readonly Instruction[]> {
  return await inTurn.map(
    await inTurn.flatMap(campaigns, (code) => rows.instructions.ofCampaign(code)),
    async (one) => ({
      ...one,
      recordedBy: (await rows.accounts.byId(one.recordedBy))?.login ?? one.recordedBy,
    }),
  );
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
