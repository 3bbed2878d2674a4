import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppContext } from '../../../server/app-context.ts';
import { seatNames } from '../../../server/domain/line/dialplan-text.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import type { Role } from '../../../shared/roles.ts';
import { readLine } from '../../cli/line/read-line.ts';
import { PROGRAM_FOLDER } from '../../cli/program-folder.ts';
import { parse, stringify } from '../../cli/yaml-reader.ts';
import { type DemoBuilding, exchangeKeys, openDemoBuilding, writeSecret } from '../demo-house.ts';
import type { PlayedPbx } from '../pbx/played-pbx.ts';

/** Sunday 6 December 2026, 20:14 in Paris: the reference line is open, the house takes fifteen calls and the partner the rest. */
export const EVENING_START_MS = Date.parse('2026-12-06T20:14:00+01:00');
const DAY_MS = 24 * 3_600_000;

/** Whoever sits at a seat of the line, their session open. */
export interface SeatedAgent {
  readonly seat: string;
  readonly site: string;
  readonly queue: string;
  readonly token: string;
}

/** The demo's building with a pledge line in it, and somebody at each of its seats. */
export interface EveningHouse extends DemoBuilding {
  readonly settings: LineSettings;
  readonly seated: readonly SeatedAgent[];
  readonly lead: { readonly token: string; readonly tokenFile: string };
}

export interface EveningSetting {
  readonly folder: string;
  readonly speed: number;
  readonly pbx: PlayedPbx | undefined;
  readonly settings: LineSettings;
  /** The campaign's own folder. */
  readonly campaign: string;
}

/**
 * A copy of the reference line whose rule of a Sunday evening holds at any hour: a PBX lives by the hour of the world.
 * Returns the folder.
 */
export function eveningCampaign(into: string, partnerSeats?: number): string {
  const dir = join(into, 'promesses');
  cpSync(join(PROGRAM_FOLDER, 'server', 'campaigns', 'pledge-line'), dir, { recursive: true });
  const file = join(dir, 'campaign.yaml');
  const campaign = parse(readFileSync(file, 'utf8')) as {
    routes: { when: unknown; max?: number }[];
    sites: { seats: number }[];
  };
  const rule = campaign.routes.find(({ max }) => max !== undefined);
  const [house, partner] = campaign.sites;
  const sites = partnerSeats === undefined ? campaign.sites : [house, { ...partner, seats: partnerSeats }];
  writeFileSync(file, stringify({ ...campaign, sites, routes: [{ ...rule, when: 'always' }] }));
  return dir;
}

/** The settings of that folder. AppError `campaign-invalid`. */
export const eveningSettings = readLine;

/** What a house is told of the PBX that it follows. */
function pbxEnv(folder: string, pbx: PlayedPbx | undefined): Readonly<Record<string, string>> {
  if (!pbx) return {};
  return {
    PLATEAU_PBX_URL: `ami://${pbx.user}@${pbx.host}:${pbx.amiPort}`,
    PLATEAU_PBX_SECRET_FILE: writeSecret(join(folder, 'secret-standard'), pbx.secret),
  };
}

/** Opens the house and seats everybody. Their accounts have no password: nobody types one, and their sessions are open. */
export async function openEveningHouse(setting: EveningSetting): Promise<EveningHouse> {
  const { folder, speed, pbx, settings, campaign } = setting;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const building = await openDemoBuilding({
    ...{ folder, speed, startMs: EVENING_START_MS },
    env: pbxEnv(folder, pbx),
  });
  const { app } = building.server;
  await loadCampaign(app, { dir: campaign, actor: 'demo' });
  await exchangeKeys(building, settings.charity.code);
  const { seated, token } = await seatEverybody(app, settings);
  return {
    ...building,
    settings,
    seated,
    lead: { token, tokenFile: writeSecret(join(folder, 'jeton-dominique'), `${token}\n`) },
  };
}

/**
 * An agent at each seat of the line, and its lead, whose session `token` opens.
 *
 * @internal for tests
 */
export async function seatEverybody(
  app: AppContext,
  settings: LineSettings,
): Promise<{ readonly seated: readonly SeatedAgent[]; readonly token: string }> {
  const places = settings.sites.flatMap((site) =>
    seatNames(site).map((seat) => ({ seat, site: site.code, queue: site.queue })),
  );
  const open = (name: string, role: Role) => openSession(app, { name, role, campaign: settings.code });
  const seated: SeatedAgent[] = [];
  for (const place of places) {
    const name = place.seat.toLowerCase();
    seated.push({ ...place, token: await open(name, 'agent') });
    app.seats.take(accountOf(name), place.seat, new Set());
  }
  return { seated, token: await open('dominique', 'lead') };
}

interface Hired {
  readonly name: string;
  readonly role: Role;
  readonly campaign: string;
}

const accountOf = (name: string): string => `soir-${name}`;

async function openSession(app: AppContext, { name, role, campaign }: Hired): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const account: AccountRow = {
    ...{ id: accountOf(name), login: name, displayName: name, role, passwordHash: '' },
    ...{ validFromMs: EVENING_START_MS - DAY_MS, validToMs: EVENING_START_MS + 30 * DAY_MS },
    ...{ campaigns: [campaign], disabled: false, owesPassphrase: false },
  };
  await app.store.write(async (rows) => {
    await rows.accounts.insert(account);
    await rows.accounts.addSession({
      tokenHash: createHash('sha256').update(token).digest('hex'),
      account: account.id,
      createdAtMs: EVENING_START_MS,
      expiresAtMs: account.validToMs,
    });
  });
  return token;
}
