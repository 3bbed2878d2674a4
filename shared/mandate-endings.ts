import type { ScriptAnswer, ScriptNode } from './call-script.ts';
import { kindFacts } from './campaign-kind.ts';
import type { Card } from './card.ts';
import { dispositionOf, isAwaitingSignature, pickableDispositions } from './dispositions.ts';

type StoppedGift = Card['gift']['stopped'];

/** False for an agreement that the old mandate cannot carry: only a new one, once signed, can. */
export function mayEnd(code: string, stopped: StoppedGift): boolean {
  return stopped?.mandate !== 'NOUVEAU_SIGNATURE' || dispositionOf(code)?.agreement !== true;
}

/** The ending hoped for on that card: the usual one of its kind of campaign, unless a mandate must be signed first. */
export function aimOn({ campaign, gift }: Card): string {
  const { scope, aim } = kindFacts(campaign.kind);
  if (mayEnd(aim, gift.stopped)) return aim;
  return pickableDispositions(scope).find(isAwaitingSignature)?.code ?? aim;
}

/**
 * The node with the one agreement that the mandate allows, where the script offers both: the donor has just heard either
 * a date, or that a signature comes first. A node that knows one agreement only keeps it: a donor may want a new mandate.
 */
export function withPossibleEndings(node: ScriptNode, stopped: StoppedGift): ScriptNode {
  if (stopped === undefined) return node;
  const toSign = stopped.mandate === 'NOUVEAU_SIGNATURE';
  const agreements = node.answers.flatMap(({ ends = [] }) => ends.filter(isAgreement));
  if (!agreements.some((code) => isToSign(code) === toSign)) return node;
  const isPossible = (code: string) => !isAgreement(code) || isToSign(code) === toSign;
  const answers = node.answers.flatMap((answer): readonly ScriptAnswer[] => {
    const ends = answer.ends?.filter(isPossible);
    if (ends === undefined) return [answer];
    return ends.length === 0 ? [] : [{ ...answer, ends }];
  });
  return { ...node, answers };
}

function isAgreement(code: string): boolean {
  return dispositionOf(code)?.form === 'agreement';
}

function isToSign(code: string): boolean {
  const row = dispositionOf(code);
  return row !== undefined && isAwaitingSignature(row);
}
