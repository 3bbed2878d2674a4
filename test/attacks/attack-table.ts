import type { Attack } from './attack-row.ts';
import { DATA_ATTACKS } from './attack-rows-data.ts';
import { HOUSE_ATTACKS } from './attack-rows-house.ts';
import { WEB_ATTACKS } from './attack-rows-web.ts';

/** Everything tried, printed into server/campaigns/fiches/attaques.md. */
export const ATTACKS: readonly Attack[] = [...HOUSE_ATTACKS, ...DATA_ATTACKS, ...WEB_ATTACKS];
