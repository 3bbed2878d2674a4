import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EveningHouse,
  eveningCampaign,
  eveningSettings,
  openEveningHouse,
} from '../../../scripts/demo/evening/evening-house.ts';
import { answerParent } from '../child.ts';

/** In a child: the house of a line with so many seats, its server on a port; closed when the parent goes. */
export interface SavingHouseRequest {
  readonly folder: string;
  readonly partnerSeats: number;
}

export interface SavingHouse {
  readonly url: string;
  readonly campaign: string;
  readonly tokens: readonly string[];
}

let house: EveningHouse | undefined;

async function open({ folder, partnerSeats }: SavingHouseRequest): Promise<SavingHouse> {
  mkdirSync(folder, { recursive: true });
  const campaign = eveningCampaign(folder, partnerSeats);
  const settings = await eveningSettings(campaign);
  house = await openEveningHouse({
    folder: join(folder, 'maison'),
    speed: 1,
    pbx: undefined,
    settings,
    campaign,
  });
  return {
    url: house.server.url,
    campaign: settings.code,
    tokens: house.seated.map(({ token }) => token),
  };
}

answerParent(open, async () => await house?.close());
