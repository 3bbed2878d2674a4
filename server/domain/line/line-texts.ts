import * as z from 'zod';
import { cardNumber } from '../../../shared/card-number.ts';
import { findingIssue } from '../campaign/campaign-check-problem.ts';

interface Context {
  readonly addIssue: (issue: ReturnType<typeof findingIssue>) => void;
}

/** For `superRefine`: a text of a pledge line never holds a card's number. */
export function noCardIn(text: string, context: Context): void {
  if (!cardNumber(text)) return;
  context.addIssue(
    findingIssue({
      code: 'card-number',
      message: 'Ce texte contient un numéro de carte : on n’en demande ni n’en écrit jamais.',
      hint: 'effacez-le : le paiement se fait par le lien',
    }),
  );
}

const said = z.string().trim().min(2).max(400).superRefine(noCardIn);

/** `script.yaml` of a pledge line: what is read at each of its six steps, and the exits, each on one key. */
export const lineScriptSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,29}$/),
  steps: z.strictObject({
    welcome: said,
    rhythm: said,
    identity: said,
    address: said,
    link: said,
    thanks: said,
    /** In place of the welcome, to whom is rung back: asked where the line keeps their number. */
    callBack: said.optional(),
  }),
  exits: z.strictObject({
    /** Two sentences, then the line is hung up. */
    hoax: z.array(said).length(2),
    /** Before the caller is passed on to the charity's team. */
    handOver: said,
    minor: said,
    cardOffered: said,
  }),
});

export type LineScript = z.output<typeof lineScriptSchema>;
