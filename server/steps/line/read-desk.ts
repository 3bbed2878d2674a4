import type { Country } from '../../../shared/country.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { LineScript } from '../../domain/line/line-texts.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { campaignNotOpen, unknownCampaign } from '../find-campaign.ts';

/** What the one-minute form needs of a line: what is read, what may be chosen, where callers are passed on. Nobody is in it. */
export interface PledgeDesk {
  readonly code: string;
  readonly name: string;
  readonly country: Country;
  /** What `readPledge` judges the form by, and `readBack` reads. */
  readonly form: Pick<LineSettings, 'country' | 'presets' | 'anonymous' | 'link' | 'notice'>;
  readonly script: LineScript;
  readonly handOver: string;
  readonly helplines: readonly { readonly name: string; readonly number: string }[];
}

/**
 * The open pledge line of that code, of somebody whose grant names it. AppErrors `campaign-unknown`, `campaign-not-open`, each with
 * what an agent on the line can say.
 */
export async function openLineOf(
  rows: StoreReader,
  { campaigns }: Pick<AccountRow, 'campaigns'>,
  code: string,
): Promise<LineRow> {
  const line = campaigns.includes(code) ? await rows.lines.byCode(code) : undefined;
  if (!line) throw unknownCampaign('Demandez à votre chef d’équipe sur quelle ligne vous répondez.');
  if (line.state === 'open') return line;
  throw campaignNotOpen({
    message: 'Cette ligne de promesses est close : plus aucune promesse n’y est prise.',
    hint: 'Remerciez la personne, et donnez-lui l’adresse du site de l’association.',
  });
}

/** What an agent of the line needs before the first call. AppErrors of `openLineOf`. */
export async function readDesk(
  { store }: { readonly store: Store },
  agent: Pick<AccountRow, 'campaigns'>,
  campaign: string,
): Promise<PledgeDesk> {
  const { code, name, settings, script } = await store.read((rows) => openLineOf(rows, agent, campaign));
  const { country, presets, anonymous, link, notice, handOver, helplines } = settings;
  return {
    code,
    name,
    country,
    form: { country, presets, anonymous, link, notice },
    script,
    handOver: handOver.name,
    helplines: helplines.map((one) => ({ name: one.name, number: one.number })),
  };
}
