import * as z from 'zod';
import { shapeOf } from './shape-of.ts';
import { modulesSchema, type TrainingModule } from './training-module.ts';

/** How an objection is named in `objections.yaml` and on the path of a call. */
export const objectionId = z.string().regex(/^[a-z][a-z0-9-]{1,29}$/, 'nom : minuscules, chiffres et tirets');

/** What the person says, what the agent says first to show that they listened, the facts, and how the call goes on. */
const objectionSchema = z.strictObject({
  id: objectionId,
  label: z.string().min(1).max(40),
  /** Said first: it shows that the person was heard, and answers nothing. */
  listen: z.string().min(1).max(200),
  /** Facts only; read aloud. */
  answer: z.string().min(1).max(400),
  /** `stop`: thank and close, nothing more is asked. */
  next: z.enum(['continue', 'stop']),
});
export type Objection = z.output<typeof objectionSchema>;

export const objectionsFileSchema = z.strictObject({ objections: z.array(objectionSchema).min(1).max(20) });

/** A note of the campaign's `knowledge` folder: for the agent's eyes. */
export interface KnowledgeNote {
  readonly title: string;
  /** Plain text: paragraphs, and lines that begin with « • ». */
  readonly text: string;
}

/** What helps during a call. Sent once per version and kept by the workstation. */
export interface CallAids {
  /** Changes with the content. */
  readonly version: string;
  readonly notes: readonly KnowledgeNote[];
  readonly objections: readonly Objection[];
  /** What the charity wants known before a call; absent: nothing. */
  readonly modules?: readonly TrainingModule[] | undefined;
}

export const callAidsSchema = shapeOf<CallAids>({
  version: z.string(),
  notes: z.array(shapeOf<KnowledgeNote>({ title: z.string(), text: z.string() })),
  objections: z.array(objectionSchema),
  modules: modulesSchema.optional(),
});
