import { AppError } from '../../../shared/errors.ts';
import { noteProblem } from '../../../shared/text-rules.ts';
import { aboutText, type DecisionAbout } from '../../domain/review/decision-about.ts';
import type { Chance, Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Decision } from '../../ports/rows/decisions.ts';
import type { Store } from '../../ports/store.ts';
import { campaignInView } from '../find-campaign.ts';
import { trail } from '../trail.ts';

export interface NewDecision {
  readonly campaign: string;
  readonly about: DecisionAbout;
  readonly text: string;
  readonly account: AccountRow;
}

/**
 * Adds a decision of the weekly meeting. Twice adds two: a decision may be confirmed. AppErrors `campaign-unknown`,
 * `campaign-purged`, `decision-text` (health data, IBAN or card number in it).
 */
export async function addDecision(
  deps: { readonly store: Store; readonly clock: Clock; readonly chance: Chance },
  request: NewDecision,
): Promise<Decision> {
  const { account, about, text } = request;
  const problem = noteProblem(text);
  if (problem) throw refusedText(problem);
  return await deps.store.write(async (rows) => {
    const campaign = await campaignInView(rows, request.campaign, account);
    const decision = {
      id: deps.chance.uuid(),
      campaign: campaign.code,
      atMs: deps.clock.nowMs(),
      author: account.id,
      about,
      text,
    };
    await rows.decisions.add(decision);
    await trail(rows, { actor: account.id, atMs: decision.atMs })('decision.added', decision.id, {
      campaign: campaign.code,
      detail: { about: about.kind },
    });
    return decision;
  });
}

/** Oldest first, with what each is about in French. AppErrors `campaign-unknown`, `campaign-purged`. */
export async function listDecisions(
  deps: { readonly store: Store },
  request: { readonly campaign: string; readonly account: AccountRow },
): Promise<readonly (Decision & { readonly aboutText: string })[]> {
  return await deps.store.read(async (rows) => {
    const campaign = await campaignInView(rows, request.campaign, request.account);
    return (await rows.decisions.ofCampaign(campaign.code)).map((decision) => ({
      ...decision,
      aboutText: aboutText(decision.about),
    }));
  });
}

function refusedText(problem: string): AppError {
  return new AppError({
    code: 'decision-text',
    kind: 'invalid',
    message: problem,
    hint: 'Une décision porte sur un profil, un thème ou un créneau, jamais sur une personne.',
  });
}
