import type { CampaignFiles } from '../domain/campaign-check/campaign-check.ts';

/** Reads a campaign from a folder of plain files. */
export interface CampaignFolder {
  /**
   * `campaign.yaml`, `script.yaml`, `objections.yaml`, `modules.yaml`, `emails/*.liquid` and `knowledge/*.md` of that folder;
   * other files are left alone, absent ones are absent. AppError: `campaign-folder-missing`, `campaign-folder-not-one` (a file
   * or a link), `campaign-file-link` (a link or a special file), `campaign-file-too-big`, `campaign-files-too-many`,
   * `campaign-file-not-text` (not UTF-8), `campaign-file-unreadable`.
   */
  read(dir: string): Promise<CampaignFiles>;
}
