import type { ContactFileRow } from './contact-files.ts';

/** Towns by postcode of the contact files, as domain/contact-file/towns-seen.ts writes and reads them. */
export interface TownsReader {
  /** Of each file of that campaign, the last one first. */
  ofCampaign(campaign: string): Promise<readonly string[]>;
}

export interface TownsWriter extends TownsReader {
  /** Once a file, when it is imported. */
  keep(file: Pick<ContactFileRow, 'id' | 'campaign'>, towns: string): Promise<void>;
}
