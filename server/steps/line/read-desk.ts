import { AppError } from '../../../shared/errors.ts';
import type { PledgeLine } from '../../../shared/line/pledge-desk.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import { scriptWithWays } from '../../domain/line/line-texts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountRow } from '../../ports/rows/accounts.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import type { Telephony } from '../../ports/telephony.ts';
import type { TextSender } from '../../ports/text-sender.ts';
import { campaignNotOpen, unknownCampaign } from '../find-campaign.ts';
import { editionToTake } from './line-edition.ts';

/**
 * The open pledge line of that code, of somebody whose grant names it. AppErrors `campaign-unknown`, `campaign-not-open`, each
 * with what an agent on the line can say.
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

/** What a caller may ask for tonight: a text message, where the house has a gateway for them. */
export function openWays(
  { link }: Pick<LineSettings, 'link'>,
  { isConfigured }: Pick<TextSender, 'isConfigured'>,
): LineSettings['link'] {
  return isConfigured ? link : { ...link, by: link.by.filter((way) => way !== 'sms') };
}

/** The form of a line whose links leave by these ways. */
export function lineToTake(
  { settings, script, edition }: Pick<LineRow, 'settings' | 'script' | 'edition'>,
  link: LineSettings['link'],
): PledgeLine {
  const { code, name, country, presets, anonymous, notice, helplines } = settings;
  return {
    code,
    name,
    country,
    ...(edition !== undefined && { edition }),
    form: { country, presets, anonymous, link, notice },
    isMessageClosed: settings.link.by.length > link.by.length,
    script: scriptWithWays(script, link.by),
    ringsBack: settings.callBack !== undefined,
    helplines: helplines.map((one) => ({ name: one.name, number: one.number })),
  };
}

interface DeskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly textSender: Pick<TextSender, 'isConfigured'>;
  readonly telephony: Pick<Telephony, 'hasPbx'>;
}

/** What an agent of the line needs before the first call. AppErrors of `openLineOf`, `script-differs`. */
export async function readDesk(
  deps: DeskDeps,
  agent: Pick<AccountRow, 'campaigns'>,
  campaign: string,
): Promise<PledgeLine> {
  const line = await deps.store.read((rows) => openLineOf(rows, agent, campaign));
  const edition = await editionToTake(deps, line);
  if (edition === undefined) throw notAsApproved();
  const form = lineToTake({ ...line, edition }, openWays(line.settings, deps.textSender));
  return deps.telephony.hasPbx ? { ...form, isDistributed: true } : form;
}

function notAsApproved(): AppError {
  return new AppError({
    code: 'script-differs',
    kind: 'conflict',
    message:
      'Ce qui se dirait sur cette ligne n’est pas ce qui a été approuvé : aucune promesse n’y est prise.',
    hint: 'Prévenez votre chef d’équipe : l’exploitation remet en vigueur ce qui l’est (plateau script enforce).',
  });
}
