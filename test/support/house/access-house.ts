import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../server/config/config.ts';
import { bytesOfBase32, codeStepAt, oneTimeCode } from '../../../server/domain/access/one-time-code.ts';
import { type RunningServer, startServer } from '../../../server/main.ts';
import type { AccountRow } from '../../../server/ports/rows/accounts.ts';
import type { CampaignRow } from '../../../server/ports/rows/campaigns.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import type { Role } from '../../../shared/roles.ts';
import { type HandClock, handClock, importPlan, type RecordPlan } from '../call/centre.ts';
import { REFERENCE, REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import { accountRow } from '../store/store-rows.ts';
import { basePostgres } from '../store/temporary-postgres.ts';
import { layKeyRing } from './laid-key-ring.ts';
import { rpcOf } from './server-process.ts';

export const ACCESS_PASSWORD = 'citron vélo nuage tambour';
const PASSPHRASE = async () => 'phrase secrète de l’essai';
const DAY_MS = 86_400_000;
/** Monday 23 November 2026, 17:05 in Paris. */
const OPENS_MS = Date.UTC(2026, 10, 23, 16, 5);

/** A real server in this process with the reference campaign and people of every role; only the clock is ours. */
export interface AccessHouse {
  readonly server: RunningServer;
  readonly app: RunningServer['app'];
  readonly clock: HandClock;
  readonly campaign: CampaignRow;
  /** Everything the house writes lies under it. */
  readonly home: string;
  /** Somebody more, or somebody else's dates and campaigns. */
  hire(login: string, role: Role, change?: Partial<AccountRow>): Promise<AccountRow>;
  /** The commands' transport, under a session opened now; its token too. */
  enter(
    login: string,
    code?: string,
  ): Promise<{ readonly token: string; readonly rpc: ReturnType<typeof rpcOf> }>;
  addRecords(plan: Omit<RecordPlan, 'campaign'>): Promise<readonly number[]>;
  actions(
    action: string,
  ): Promise<readonly { readonly actor: string; readonly reason: string; readonly detail: object }[]>;
  close(): Promise<void>;
}

/** A base of its own on the PostgreSQL of the run, where the tests run on it: how the server is told of it. */
async function postgresOf(home: string) {
  const { url, dispose } = await basePostgres();
  const file = join(home, 'base');
  writeFileSync(file, url, { mode: 0o600 });
  return { env: { PLATEAU_DATABASE_URL_FILE: file, PLATEAU_SERVER_NAME: 'essai' }, dispose };
}

/** `env`: settings beside those of its own folders. On PostgreSQL where the tests run on it. */
export async function openAccessHouse(
  secondFactor: 'required' | 'off',
  env: Readonly<Record<string, string>> = {},
): Promise<AccessHouse> {
  const home = mkdtempSync(join(tmpdir(), 'plateau-access-'));
  const base = process.env.PLATEAU_TEST_ENGINE === 'postgres' ? await postgresOf(home) : undefined;
  const config = readConfig({
    PLATEAU_DATA_DIR: join(home, 'data'),
    PLATEAU_KEYS_DIR: join(home, 'keys'),
    PLATEAU_LISTEN: '127.0.0.1:0',
    PLATEAU_SCHEDULE: 'off',
    PLATEAU_TRAINING: 'elsewhere',
    PLATEAU_SECOND_FACTOR: secondFactor,
    ...base?.env,
    ...env,
  });
  const clock = handClock(OPENS_MS);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await layKeyRing({ keysDir: config.keysDir, passphrase: PASSPHRASE, campaign: REFERENCE });
  const server = await startServer(config, { passphrase: PASSPHRASE, clock, log });
  const { app } = server;
  const { campaign: code } = await loadCampaign(app, { dir: REFERENCE_CAMPAIGN, actor: 'essai' });
  const campaign = await app.store.read((rows) => rows.campaigns.byCode(code));
  if (!campaign) throw new Error('the reference campaign is loaded');
  const passwordHash = await app.passwords.hash(ACCESS_PASSWORD);
  const hire: AccessHouse['hire'] = async (login, role, change = {}) => {
    const dates = { validFromMs: OPENS_MS - DAY_MS, validToMs: OPENS_MS + 60 * DAY_MS };
    const person = { id: randomUUID(), login, role, displayName: `Testeur ${login}`, campaigns: [code] };
    const row = accountRow({ ...person, passwordHash, ...dates, ...change });
    await app.store.write((rows) => rows.accounts.insert(row));
    return row;
  };
  return {
    server,
    app,
    clock,
    campaign,
    home,
    hire,
    enter: async (login, given) => {
      const attempt = { login, password: ACCESS_PASSWORD, ...(given === undefined ? {} : { code: given }) };
      const { token } = await rpcOf(server.url).session.logIn.mutate(attempt);
      return { token, rpc: rpcOf(server.url, token) };
    },
    addRecords: (plan) => importPlan({ store: app.store, vault: app.vault, clock }, { ...plan, campaign }),
    actions: (action) =>
      app.store.read(async (rows) =>
        (await Array.fromAsync(rows.audit.each())).filter((entry) => entry.action === action),
      ),
    close: async () => {
      await server.close();
      await base?.dispose();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What the person's telephone shows at that instant for that secret. */
export function codeOf(secret: string, nowMs: number): string {
  return oneTimeCode(bytesOfBase32(secret) ?? new Uint8Array(), codeStepAt(nowMs));
}

/** The refusal's code, or `ok`. */
export function outcomeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: { data?: { appCode?: string }; code?: string }) =>
      error.data?.appCode ?? error.code ?? String(error),
  );
}
