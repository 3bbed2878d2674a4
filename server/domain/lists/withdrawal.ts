import { dispositionOf } from '../../../shared/dispositions.ts';
import type { ListOutcome } from './list-report.ts';

/** What a withdrawal reads of a stored record. */
export interface WithdrawnRecord {
  readonly state: 'staged' | 'ready' | 'leased' | 'closed' | 'excluded';
  readonly disposition: string | null;
  /** Kept out only until a fresh list check. */
  readonly hold: string | null;
}

export interface Withdrawal extends Pick<ListOutcome, 'result' | 'message' | 'effect'> {
  /** The state to give the record; undefined: it is left as it is. */
  readonly state?: 'closed' | 'excluded';
}

/** Said of a record that a list names in another case, with other spaces or accents. */
export const OTHERWISE = 'Identifiant reconnu sous une autre écriture (casse, espaces, accents).';

/** The same, when more than one record does. */
export const SEVERAL =
  'Plusieurs fiches le portent écrit autrement : écrivez-le comme dans le fichier de fiches.';

export const WITHDRAWN = 'EF_RETRAIT';
const WITHOUT_NUMBER = 'EF_SANSTEL';

/**
 * What becomes of a record that the charity withdraws (docs/rules/dispositions.md). Never called: excluded, outside P
 * and T. Called but open: closed; the code is the same, so the flags keep it outside P and T too, and its attempts stay
 * in the return file. One excluded that might come back (no number, list check) is withdrawn for good. On a screen:
 * withdrawn once the call has ended. Already final: what happened stands.
 */
export function withdrawalOf(record: WithdrawnRecord | undefined): Withdrawal {
  if (!record)
    return {
      result: 'INCONNUE',
      message: 'Aucune fiche de la campagne n’a cet identifiant.',
      effect: 'none',
    };
  const { state, disposition, hold } = record;
  if (disposition === WITHDRAWN)
    return { result: 'RETIREE', message: 'Fiche déjà retirée : rien n’est changé.', effect: 'none' };
  if (state === 'leased')
    return {
      result: 'A_L_ECRAN',
      message: 'Fiche à l’écran d’un téléacteur, prévenu : retirée dès la fin de l’appel.',
      effect: 'done',
    };
  const mayComeBack = state === 'excluded' && (disposition === WITHOUT_NUMBER || hold !== null);
  if (state === 'staged' || state === 'ready' || mayComeBack) {
    const wasCalled = state === 'ready' && disposition !== null;
    return {
      result: 'RETIREE',
      message: wasCalled ? 'Fiche retirée après des tentatives d’appel.' : 'Fiche retirée avant tout appel.',
      effect: 'done',
      state: wasCalled ? 'closed' : 'excluded',
    };
  }
  const label = dispositionOf(disposition ?? '')?.neutralLabel ?? '';
  return { result: 'DEJA_CLOSE', message: `Fiche déjà close : ${label}.`, effect: 'none' };
}
