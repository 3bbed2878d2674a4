import type { CallScript, NodeMark, PathStep } from '../../../shared/call-script.ts';
import { contractBreaches } from '../../../shared/script-contract.ts';
import { afterAnswering, afterShowing, NO_PROGRESS, type Progress } from '../../../shared/script-progress.ts';

/** A call to show: how it ends, and what it goes through. */
export interface PreviewPath {
  readonly name: string;
  /** French. */
  readonly about: string;
  /** Codes that end it, the first that the script offers. */
  readonly ends: readonly string[];
  readonly through?: NodeMark;
  /** Takes the bank's practical way; otherwise avoids it. */
  readonly bank?: true;
  /** A firm no ends it; otherwise each ask is answered. */
  readonly firm?: true;
}

const REFUSALS = ['RA_MOYENS', 'RA_SANSMOTIF', 'RA_AUTRE'];

/**
 * THE table of calls that `plateau campaign preview --path` shows; the first is the main one.
 *
 * @internal for tests
 */
export const PREVIEW_PATHS: readonly PreviewPath[] = [
  { name: 'accord', about: 'accord à la première proposition', ends: ['AC_UP', 'AC_RE'] },
  {
    name: 'objection',
    about: 'une objection, puis un accord au repli',
    ends: ['AC_UP', 'AC_RE'],
    through: 'ask-2',
  },
  { name: 'ponctuel', about: 'un don ponctuel', ends: ['DP_LIEN', 'DP_PRLV', 'DP_COURRIER'] },
  { name: 'refus', about: 'deux refus, puis merci', ends: REFUSALS, through: 'ask-2' },
  { name: 'ferme', about: 'un non ferme, puis merci', ends: REFUSALS, firm: true },
  { name: 'banque', about: 'arrêt par la banque, nouveau mandat', ends: ['AC_RE_SIGN'], bank: true },
  { name: 'signature', about: 'accord, nouveau mandat à signer', ends: ['AC_RE_SIGN'] },
  { name: 'merci', about: 'remerciement fait', ends: ['ME_FAIT'] },
  { name: 'contact', about: 'souhaite un contact de l’association', ends: ['ME_CONTACT'] },
  { name: 'deja', about: 'a déjà reçu ce remerciement', ends: ['ME_DEJA'] },
  { name: 'entretien', about: 'ne souhaite pas parler', ends: ['RS_ENTRETIEN'] },
  { name: 'opposition', about: 'ne plus être appelé', ends: ['OP_TEL'] },
  { name: 'arret', about: 'demande l’arrêt de son don', ends: ['AR_STOP'] },
];

interface Walk {
  readonly path: readonly PathStep[];
  readonly id: string;
  readonly before: Progress;
}

function keyOf(id: string, progress: Progress): string {
  const { said, whyStopped, bankStop, brakeNoted, refusedAll, readBack } = progress;
  return [
    id,
    [...said].toSorted().join(),
    whyStopped,
    bankStop,
    brakeNoted,
    refusedAll,
    [...readBack].toSorted().join(),
  ].join('|');
}

/** What was seen on the way fits the wish. */
function fits(wanted: PreviewPath, progress: Progress): boolean {
  const through = wanted.through === undefined || progress.said.has(wanted.through);
  return (
    through && progress.bankStop === (wanted.bank ?? false) && progress.refusedAll === (wanted.firm ?? false)
  );
}

/**
 * The shortest honest call of that kind, by answers alone: each step a node and the key pressed, and the code that closes
 * it; among equals the first answers win. Undefined when the script offers none. Time grows with nodes × states.
 */
export function pathTo(
  script: CallScript,
  wanted: PreviewPath,
): { readonly path: readonly PathStep[]; readonly code: string } | undefined {
  const seen = new Set<string>();
  const waiting: Walk[] = [{ path: [], id: script.start, before: NO_PROGRESS }];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const node = script.nodes[next.id];
    if (!node) continue;
    const progress = afterShowing(next.before, next.id, node);
    const key = keyOf(next.id, progress);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const answer of node.answers) {
      const path = [...next.path, { node: next.id, answer: answer.key }];
      const after = afterAnswering(script, progress, { node, answer });
      const code = fits(wanted, after) ? answer.ends?.find((one) => wanted.ends.includes(one)) : undefined;
      if (code !== undefined && contractBreaches(script, path, code).length === 0) return { path, code };
      if (answer.to !== undefined) waiting.push({ path, id: answer.to, before: after });
    }
  }
  return undefined;
}

/** The calls that this script can show. */
export function pathsOf(script: CallScript): readonly PreviewPath[] {
  return PREVIEW_PATHS.filter((one) => pathTo(script, one) !== undefined);
}
