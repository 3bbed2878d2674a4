import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CampaignCheck, checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { REFERENCE_CAMPAIGN } from './reference-campaign.ts';

const ROOT = join(REFERENCE_CAMPAIGN, '..');

/** The campaigns shipped with the product that ask for a gift. */
export const CAMPAIGN_FOLDERS = [
  'upgrade-fr',
  'upgrade-be',
  'upgrade-ch',
  'reactivation-fr',
  'reactivation-be',
] as const;
/** The one that only thanks. */
export const THANKS_FOLDER = 'thanks-fr';
export type AskingFolder = (typeof CAMPAIGN_FOLDERS)[number];
export type CampaignFolder = AskingFolder | typeof THANKS_FOLDER;

/** Its plain files, as `plateau campaign check` reads them. */
export function campaignFiles(folder: CampaignFolder): Map<string, string> {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => /\.(yaml|liquid|md)$/.test(name))
      .map((name) => [name, readFileSync(join(ROOT, folder, name), 'utf8')]),
  );
}

const loaded = new Map<CampaignFolder, Required<CampaignCheck>>();

/** Settings, script, e-mails, notes and objections of a folder that has no problem. */
export function loadedCampaign(folder: CampaignFolder): Required<CampaignCheck> {
  const known = loaded.get(folder);
  if (known) return known;
  const { settings, script, emails, aids, problems } = checkCampaign(campaignFiles(folder));
  if (!settings || !script || !emails || problems.length > 0) throw new Error(`${folder} has problems`);
  const whole = { settings, script, emails, aids, problems };
  loaded.set(folder, whole);
  return whole;
}
