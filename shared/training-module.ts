import * as z from 'zod';

/** How a module is named in `modules.yaml`, in commands and in the base. */
export const moduleCode = z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'nom : minuscules, chiffres et tirets');

const questionSchema = z.strictObject({
  asks: z.string().min(1).max(160),
  choices: z.array(z.string().min(1).max(90)).min(2).max(4),
  /** Number of the right choice, from 1. */
  right: z.int().min(1).max(4),
  /** Why, said after each answer. */
  why: z.string().min(1).max(240),
  /** Title of the note of the campaign that says so. */
  note: z.string().min(1).max(48),
});

/** What the charity wants known before somebody calls for it: a text to read, then questions drawn from the notes. */
const moduleSchema = z.strictObject({
  code: moduleCode,
  title: z.string().min(1).max(48),
  read: z.string().min(1).max(900),
  questions: z.array(questionSchema).min(1).max(12),
});
export type TrainingModule = z.output<typeof moduleSchema>;

export const modulesSchema = z.array(moduleSchema).max(8);
export const modulesFileSchema = z.strictObject({ modules: modulesSchema.min(1) });

/** Each question with its right choice, in order: one wrong or missing, and the module is not passed. */
export function isPassedBy({ questions }: TrainingModule, answers: readonly number[]): boolean {
  return answers.length === questions.length && questions.every(({ right }, at) => answers[at] === right);
}
