import { AppError } from '../../../shared/errors.ts';
import { civilDate } from '../../../shared/time.ts';
import { parseYamlText } from '../../domain/campaign/campaign-check-yaml.ts';
import { isPledgeLine } from '../../domain/campaign/pledge-line-kind.ts';
import { seatNames } from '../../domain/line/dialplan-text.ts';
import { checkLineFolder } from '../../domain/line/line-folder.ts';
import type { LineSettings } from '../../domain/line/line-settings.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { trail } from '../trail.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
}

interface PlanRequest {
  /** Account id of who lays the floor. */
  readonly actor: string;
  /** Texts of the folder, by name of file. */
  readonly files: ReadonlyMap<string, string>;
}

/** A floor laid: how many seats each site has, and how many of them are new. */
export interface SeatPlan {
  readonly campaign: string;
  readonly sites: readonly { readonly site: string; readonly seats: number; readonly added: number }[];
}

/** The settings of a folder without a fault. AppError `campaign-invalid`. */
function settingsOf(files: ReadonlyMap<string, string>, today: string): LineSettings {
  const { settings, problems } = isPledgeLine(files)
    ? checkLineFolder(files, today)
    : { settings: undefined, problems: [] };
  if (settings && problems.length === 0) return settings;
  throw new AppError({
    code: 'campaign-invalid',
    kind: 'invalid',
    message: 'Ce dossier n’est pas celui d’une ligne de promesses sans défaut : aucun poste n’est posé.',
    hint: 'Voyez ses défauts : plateau line check DOSSIER.',
  });
}

async function laySite(rows: StoreWriter, campaign: string, site: LineSettings['sites'][number]) {
  const { code, queue, seats } = site;
  await rows.seats.setSite({ campaign, code, queue });
  let added = 0;
  for (const name of seatNames(site)) if (await rows.seats.addSeat({ name, site: code })) added += 1;
  return { site: code, seats, added };
}

/**
 * Sites, seats and practice of a pledge line, as its folder says them. Again: the new folder takes the place of the
 * former, seats that are there stay with their keys. AppError `campaign-invalid`: nothing is laid.
 */
export async function planSeats({ store, clock }: Deps, { actor, files }: PlanRequest): Promise<SeatPlan> {
  const nowMs = clock.nowMs();
  const settings = settingsOf(files, civilDate(nowMs));
  const { code: campaign, name } = settings;
  const said = (file: string) => parseYamlText(files.get(file) ?? '').data;
  const body = JSON.stringify({
    settings: said('campaign.yaml'),
    script: said('script.yaml'),
    practice: said('practice.yaml'),
  });
  return await store.write(async (rows) => {
    await rows.seats.setFolder({ campaign, name, body, atMs: nowMs });
    const sites = [];
    for (const site of settings.sites) sites.push(await laySite(rows, campaign, site));
    const added = sites.reduce((sum, one) => sum + one.added, 0);
    await trail(rows, { actor, atMs: nowMs })('seat.plan', campaign, { campaign, detail: { added } });
    return { campaign, sites };
  });
}
