import type { CivilDate } from '../../../shared/time.ts';

/** `refused`: the law forbids it, and the charity was told so at once. */
export type InstructionAnswer = 'followed' | 'refused';

export const INSTRUCTION_ANSWER_LABEL: Readonly<Record<InstructionAnswer, string>> = {
  followed: 'suivie',
  refused: 'refusée',
};

/** An instruction of the charity, as it was written down. */
export interface Instruction {
  readonly id: string;
  readonly campaign: string;
  readonly givenOn: CivilDate;
  /** A function and a document of the charity: « Direction des dons, courriel du 24/11 ». */
  readonly givenByWhom: string;
  readonly text: string;
  readonly answer: InstructionAnswer;
  /** What was done, or why it was refused. */
  readonly answerText: string;
  /** Account id; a login where it is shown. */
  readonly recordedBy: string;
  readonly atMs: number;
}
