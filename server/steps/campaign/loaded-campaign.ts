import { AppError } from '../../../shared/errors.ts';
import type { CampaignProblem } from '../../domain/campaign/campaign-check-problem.ts';
import type { CampaignFolder } from '../../ports/campaign-folder.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CampaignHead } from '../../ports/rows/campaign-heads.ts';
import type { Store } from '../../ports/store.ts';
import type { Vault } from '../../ports/vault.ts';
import { campaignNotOpen } from '../find-campaign.ts';

export interface LoadCampaignDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly campaignFolder: CampaignFolder;
}

/** AppError `campaign-invalid` with every fault found, placed in its file. */
export class CampaignInvalid extends AppError {
  readonly problems: readonly CampaignProblem[];

  constructor(problems: readonly CampaignProblem[]) {
    const count = problems.length === 1 ? 'une faute' : `${problems.length} fautes`;
    super({
      code: 'campaign-invalid',
      kind: 'invalid',
      message: `Le dossier de campagne a ${count} : rien n’a été chargé.`,
      hint: 'Lancez « plateau campaign check » sur ce dossier et corrigez ligne par ligne.',
    });
    this.problems = problems;
  }
}

/** `created`: new campaign; `updated`: other settings, e-mails, notes or script version; `unchanged`: nothing was written. */
export interface LoadedCampaign {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** Campaign code. */
  readonly campaign: string;
  readonly scriptVersion: string;
  readonly keyFingerprint: string;
  /** A pledge line: its calls come in. */
  readonly isLine: boolean;
}

/** AppError `campaign-not-open`. */
export function refuseClosed({ code, state }: Pick<CampaignHead, 'code' | 'state'>): void {
  if (state !== 'open')
    throw campaignNotOpen({
      message: `La campagne ${code} n’est plus ouverte : elle ne se recharge pas.`,
      hint: 'Donnez un autre code à la nouvelle campagne.',
    });
}

/** Records, keys and look-ups hang on the charity, the kind and the country: another value is another campaign. */
export function otherIdentity(code: string): AppError {
  return new AppError({
    code: 'campaign-identity-changed',
    kind: 'conflict',
    message: `La campagne ${code} existe avec une autre association, un autre type ou un autre pays.`,
    hint: 'Donnez un autre code à la nouvelle campagne.',
  });
}
