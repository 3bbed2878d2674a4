import * as z from 'zod';
import { cardNumber } from '../../../shared/card-number.ts';
import type { Pledge } from '../../../shared/line/pledge-form.ts';
import { type Finding, findingIssue } from '../campaign/campaign-check-problem.ts';

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

type Way = Pledge['link']['way'];

/** As an agent says them, the shortest first. */
const SAID: Readonly<Record<Way, string>> = {
  sms: 'par message',
  email: 'par e-mail',
  letter: 'par courrier',
};
const WAYS = Object.keys(SAID) as readonly Way[];
/** Words of a way, wherever they are written in place of the variable. */
const WRITTEN = /\b(?:e-?mail|courriel|courrier|lettre|sms|texto|par message)\b/i;
const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** « par message, par e-mail ou par courrier »: the ways that are open. */
function spokenWays(open: readonly Way[]): string {
  const said = WAYS.filter((way) => open.includes(way)).map((way) => SAID[way]);
  const last = said.at(-1) ?? '';
  return said.length < 2 ? last : `${said.slice(0, -1).join(', ')} ou ${last}`;
}

/** The script as it is read while those ways of the link are open: `{{ ways }}` says them. */
export function scriptWithWays(script: LineScript, open: readonly Way[]): LineScript {
  const link = script.steps.link.replace(VARIABLE, spokenWays(open));
  return { ...script, steps: { ...script.steps, link } };
}

/** A way that is written down is said on evenings when it is closed, and one that is open is not said. */
export function wayFindings({ steps }: LineScript): readonly Finding[] {
  const hint = 'écrivez « {{ ways }} » : les voies ouvertes ce soir-là s’y disent';
  return Object.entries(steps).flatMap(([step, said]) => {
    const at = ['steps', step];
    const names = [...(said ?? '').matchAll(VARIABLE)].map(([, name = '']) => name);
    const unknown = names.find((name) => name !== 'ways' || step !== 'link');
    if (unknown !== undefined) {
      const message = `« {{ ${unknown} }} » ne se remplit pas ici : seule l’étape « link » a « {{ ways }} ».`;
      return [{ at, code: 'unknown-variable', message, hint: 'retirez-le, ou écrivez les mots' }];
    }
    if (step !== 'link' || (!WRITTEN.test(said ?? '') && names.length < 2)) return [];
    const message = 'Les voies du lien sont écrites une fois pour toutes : une voie fermée serait proposée.';
    return [{ at, code: 'ways-written', message, hint }];
  });
}
