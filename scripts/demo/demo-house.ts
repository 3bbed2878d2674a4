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
export interface DemoHouse {
  readonly folder: string;
  readonly config: Config;
  /** Loaded, in the order given. */
  readonly campaigns: readonly LoadedCampaign[];
  /** Code of the charity whom all of them are for. */
  readonly charityCode: string;
  readonly charity: DemoCharity;
  readonly server: RunningServer;
  readonly clock: ReturnType<typeof simulatedClock>;
  readonly mailCount: () => number;
  close(): Promise<void>;
}

export interface DemoSetting {
  readonly folder: string;
  readonly campaignDirs: readonly string[];
  /** Simulated seconds per second. */
  readonly speed: number;
}

function writeSecret(file: string, text: string): string {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
  return file;
}

/** The configuration a real installation would have, pointing at the demo's own servers. */
function demoConfig(
  folder: string,
  parts: {
    readonly drop: { url: string; hostKey: string };
    readonly smtp: string;
    readonly clientKey: string;
  },
): Config {
  return readConfig({
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
  });
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

export async function openDemoHouse(setting: DemoSetting): Promise<DemoHouse> {
  const { folder } = setting;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const clientKey = join(folder, 'cle-sftp');
  const authorizedKey = await makeClientKey(clientKey);
  const drop = await startDropServer({ folder: join(folder, 'depot'), authorizedKey, port: 0 });
  const mail = await startMailSink({ folder: join(folder, 'courrier'), port: 0 });
  const config = demoConfig(folder, { drop, smtp: mail.url, clientKey });
  const passphrase = async () => readFileSync(config.passphraseFile ?? '', 'utf8');
  await initKeys(config, passphrase);
  const clock = simulatedClock({ startMs: DEMO_START_MS, speed: setting.speed });
  const server = await startServer(
    { ...config, simulatedClock: { startMs: DEMO_START_MS, speed: setting.speed } },
    { passphrase, clock },
  );
  const charity = await makeCharity(folder);
  const campaigns = await loadAll(server.app, setting.campaignDirs);
  const charityCode =
    (await server.app.store.read((rows) => rows.campaigns.byCode(campaigns[0]?.code ?? '')))?.charity ?? '';
  await server.app.exchange.addCharityKey(charityCode, charity.publicKey, false);
  writeFileSync(join(folder, 'plateau-cle-publique.asc'), await server.app.exchange.housePublicKey());
  const close = async () => {
    await server.close();
    await drop.close();
    await mail.close();
  };
  return {
    folder,
    config,
    campaigns,
    charityCode,
    charity,
    server,
    clock,
    mailCount: () => mail.count(),
    close,
  };
}
