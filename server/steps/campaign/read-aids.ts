import type { CallAids } from '../../../shared/call-aids.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { Store } from '../../ports/store.ts';

/** Notes and objections of a campaign of the agent's, in the version that their card names. AppError `aids-unknown`. */
export function readAids(
  { store }: { readonly store: Store },
  agent: Pick<AccountRow, 'campaigns'>,
  wanted: { readonly campaign: string; readonly version: string },
): CallAids {
  const { campaign, version } = wanted;
  const aids = agent.campaigns.includes(campaign)
    ? store.read((rows) => rows.aids.byVersion(campaign, version))
    : undefined;
  if (aids) return aids;
  throw new AppError({
    code: 'aids-unknown',
    kind: 'not-found',
    message: 'Ces notes ne sont pas à votre disposition.',
    hint: 'L’appel continue sans elles ; si cela dure, prévenez votre chef d’équipe.',
  });
}
