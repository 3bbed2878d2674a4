import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppContext } from '../../server/app-context.ts';
import { simulatedClock } from '../../server/clock/system-clock.ts';
import { type Config, readConfig } from '../../server/config/config.ts';
import { initKeys } from '../../server/context.ts';
import { type RunningServer, startServer } from '../../server/main.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import type { CampaignKind } from '../../shared/campaign-kind.ts';
import type { Country } from '../../shared/country.ts';
import { type DemoCharity, makeCharity } from './charity.ts';
import { DEMO_START_MS } from './demo-time.ts';
import { makeClientKey, startDropServer } from './drop-server.ts';
import { startMailSink } from './mail-sink.ts';

/** A campaign as the demo's server holds it. */
export interface LoadedCampaign {
  readonly code: string;
  readonly kind: CampaignKind;
  readonly country: Country;
}

/** Everything of the demo, real and ephemeral, in one folder: charity, drop, relay, keys, server. */
export interface DemoBuilding {
  readonly folder: string;
  readonly config: Config;
  /** The same as variables, for other servers of this house. */
  readonly env: Readonly<Record<string, string>>;
  readonly charity: DemoCharity;
  readonly server: RunningServer;
  readonly clock: ReturnType<typeof simulatedClock>;
  readonly mailCount: () => number;
  close(): Promise<void>;
}

/** A building with its campaigns. */
export interface DemoHouse extends DemoBuilding {
  /** Loaded, in the order given. */
  readonly campaigns: readonly LoadedCampaign[];
  /** Code of the charity whom all of them are for. */
  readonly charityCode: string;
}

interface BuildingSetting {
  readonly folder: string;
  readonly startMs: number;
  /** Simulated seconds per second. */
  readonly speed: number;
  /** Settings of the house beside its own. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface DemoSetting extends Omit<BuildingSetting, 'startMs'> {
  readonly campaignDirs: readonly string[];
}

export function writeSecret(file: string, text: string): string {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}

interface VariableParts {
  readonly drop: { url: string; hostKey: string };
  readonly smtp: string;
  readonly clientKey: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The configuration a real installation would have, pointing at the demo's own servers. */
function demoVariables(folder: string, parts: VariableParts): Readonly<Record<string, string>> {
  return {
    PLATEAU_DATA_DIR: join(folder, 'plateau'),
    PLATEAU_KEYS_DIR: join(folder, 'trousseau'),
    PLATEAU_PASSPHRASE_FILE: writeSecret(
      join(folder, 'phrase-secrete'),
      randomBytes(24).toString('base64url'),
    ),
    PLATEAU_LISTEN: '127.0.0.1:0',
    PLATEAU_LOG_LEVEL: 'error',
    PLATEAU_DROP_URL: parts.drop.url,
    PLATEAU_DROP_HOST_KEY: parts.drop.hostKey,
    PLATEAU_DROP_KEY_FILE: parts.clientKey,
    PLATEAU_SMTP_URL: parts.smtp,
    PLATEAU_SMTP_REQUIRE_TLS: 'off',
    ...parts.env,
  };
}

async function loadAll(app: AppContext, dirs: readonly string[]): Promise<readonly LoadedCampaign[]> {
  const campaigns: LoadedCampaign[] = [];
  for (const dir of dirs) {
    const { campaign: code } = await loadCampaign(app, { dir, actor: 'demo' });
    const row = await app.store.read((rows) => rows.campaigns.byCode(code));
    if (!row) throw new Error('a loaded campaign is stored');
    campaigns.push({ code, kind: row.settings.kind, country: row.settings.country });
  }
  return campaigns;
}

/** The server and whom it speaks to; nothing is loaded yet. */
export async function openDemoBuilding(setting: BuildingSetting): Promise<DemoBuilding> {
  const { folder, startMs, speed, env = {} } = setting;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clientKey = join(folder, 'cle-sftp');
  const authorizedKey = await makeClientKey(clientKey);
  const drop = await startDropServer({ folder: join(folder, 'depot'), authorizedKey, port: 0 });
  const mail = await startMailSink({ folder: join(folder, 'courrier'), port: 0 });
  const variables = demoVariables(folder, { drop, smtp: mail.url, clientKey, env });
  const config = readConfig(variables);
  const passphrase = async () => readFileSync(config.passphraseFile ?? '', 'utf8');
  await initKeys(config, passphrase);
  const clock = simulatedClock({ startMs, speed });
  const server = await startServer({ ...config, simulatedClock: { startMs, speed } }, { passphrase, clock });
  const charity = await makeCharity(folder);
  const close = async () => {
    await server.close();
    await drop.close();
    await mail.close();
  };
  return { folder, config, env: variables, charity, server, clock, mailCount: () => mail.count(), close };
}

/** The keys of both sides are known to each other, as after the kick-off. */
export async function exchangeKeys(
  { folder, charity, server }: DemoBuilding,
  charityCode: string,
): Promise<void> {
  const { exchange } = server.app;
  await exchange.addCharityKey(charityCode, charity.publicKey, false);
  writeFileSync(join(folder, 'plateau-cle-publique.asc'), await exchange.housePublicKey());
}

export async function openDemoHouse({ campaignDirs, ...setting }: DemoSetting): Promise<DemoHouse> {
  const building = await openDemoBuilding({ ...setting, startMs: DEMO_START_MS });
  const { app } = building.server;
  const campaigns = await loadAll(app, campaignDirs);
  const charityCode =
    (await app.store.read((rows) => rows.campaigns.byCode(campaigns[0]?.code ?? '')))?.charity ?? '';
  await exchangeKeys(building, charityCode);
  return { ...building, campaigns, charityCode };
}
