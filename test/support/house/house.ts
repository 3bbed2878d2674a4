import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callAnonymous, callServer, type Rpc } from '../../../scripts/cli/rpc.ts';
import { saveToken } from '../../../scripts/cli/token-file.ts';
import { makeClientKey } from '../../../scripts/demo/drop-server.ts';
import { type Config, readConfig } from '../../../server/config/config.ts';
import { openLog } from '../../../server/log/pino-log.ts';
import { type RunningServer, startServer } from '../../../server/main.ts';
import { bootstrapDataOfficer } from '../../../server/steps/access/manage-accounts.ts';
import { loadCampaign } from '../../../server/steps/campaign/load-campaign.ts';
import type { Role } from '../../../shared/roles.ts';
import { connectDesk, type DeskConnection } from '../../../tui/client.ts';
import { REFERENCE, REFERENCE_CAMPAIGN } from '../campaign/reference-campaign.ts';
import { type SmtpSink, startSmtpSink } from '../email/smtp-sink.ts';
import { startOpensshDrop } from '../sftp/openssh-drop.ts';
import { layKeyRing } from './laid-key-ring.ts';

/** The people of the house; each logs in with a password of their own. */
const PEOPLE = {
  'tea.un': 'agent',
  'tea.deux': 'agent',
  'chef.un': 'lead',
  'ops.un': 'ops',
  'dpo.un': 'dataOfficer',
} as const satisfies Record<string, Role>;
export type Login = keyof typeof PEOPLE;

const HOUSE_PASSPHRASE = 'phrase secrète de la maison fictive';
export const CAMPAIGN = REFERENCE.code;
const CHARITY = REFERENCE.charity;

/** A whole house as an installation runs it: real server, OpenSSH drop, SMTP sink, key ring, people; only the clock is ours. */
export interface House {
  /** Everything the house and its outside parts write lies under it. */
  readonly home: string;
  readonly dataDir: string;
  readonly keysDir: string;
  readonly config: Config;
  readonly passphrase: () => Promise<string>;
  /** The charity's drop: its folder, address and the key that enters it. */
  readonly drop: { readonly folder: string; readonly port: number; readonly keyFile: string };
  readonly mail: SmtpSink;
  /** Everything the technical log said. */
  readonly logText: () => string;
  /** The running server; another one after `restart`. */
  readonly server: () => RunningServer;
  /** An instant by the house's clock, `2026-11-24T18:00`; sessions opened before are not used again. */
  at(text: string): number;
  /** A command as `plateau` sends it: HTTP, under that person's own session. */
  as<T>(login: Login, call: (rpc: Rpc) => Promise<T>): Promise<T>;
  /** A workstation logged in: HTTP, then WebSocket; closed with the house. */
  desk(login: Login): Promise<DeskConnection['desk']>;
  /** Stops the server and starts it again on the same folders. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 24 * 3_600_000;
const passphrase = async () => HOUSE_PASSPHRASE;
const passwordOf = (login: Login) => `quatre mots sans rapport ${PEOPLE[login]}`;

export function paris(text: string): number {
  return Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Paris').epochMilliseconds;
}

interface Outside {
  readonly home: string;
  readonly mail: SmtpSink;
  readonly drop: House['drop'] & { readonly url: string; readonly hostKey: string };
  close(): Promise<void>;
}

async function openOutside(): Promise<Outside> {
  const home = mkdtempSync(join(tmpdir(), 'plateau-house-'));
  const keyFile = join(home, 'drop-key');
  const folder = join(home, 'drop');
  const ssh = await startOpensshDrop({ folder, authorizedKey: await makeClientKey(keyFile) });
  const mail = await startSmtpSink();
  const { url, hostKey } = ssh;
  return {
    home,
    mail,
    drop: { folder, keyFile, url, hostKey, port: Number(new URL(url).port) },
    close: async () => {
      await ssh.close();
      await mail.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function houseConfig({ home, drop, mail }: Outside): Config {
  mkdirSync(join(home, 'tokens'));
  return readConfig({
    PLATEAU_DATA_DIR: join(home, 'data'),
    PLATEAU_KEYS_DIR: join(home, 'keys'),
    PLATEAU_LISTEN: '127.0.0.1:0',
    PLATEAU_SCHEDULE: 'off',
    PLATEAU_TRAINING: 'elsewhere',
    // Stories about something else log ops and the data officer in by their password.
    PLATEAU_SECOND_FACTOR: 'off',
    PLATEAU_DROP_URL: drop.url,
    PLATEAU_DROP_HOST_KEY: drop.hostKey,
    PLATEAU_DROP_KEY_FILE: drop.keyFile,
    PLATEAU_SMTP_URL: mail.url,
    PLATEAU_SMTP_REQUIRE_TLS: 'off',
  });
}

/** Opens the house on that instant, with the reference campaign, the charity's key (armoured) and the five people. */
export async function openTestHouse(setting: {
  readonly now: string;
  readonly charityKey: string;
}): Promise<House> {
  const outside = await openOutside();
  const house = await openInside(outside, paris(setting.now)).catch(async (error: unknown) => {
    await outside.close();
    throw error;
  });
  await furnish(house, setting.charityKey).catch(async (error: unknown) => {
    await house.close();
    throw error;
  });
  return house;
}

async function openInside(outside: Outside, startMs: number): Promise<House> {
  const { home, mail, drop } = outside;
  const config = houseConfig(outside);
  let nowMs = startMs;
  let logText = '';
  const log = openLog('info', {
    write: (line) => {
      logText += line;
    },
  });
  const start = () => startServer(config, { passphrase, clock: { nowMs: () => nowMs }, log });
  await layKeyRing({ keysDir: config.keysDir, passphrase, campaign: REFERENCE });
  let server = await start();
  const people = peopleOf(home, () => server.url);
  return {
    home,
    dataDir: config.dataDir,
    keysDir: config.keysDir,
    config,
    passphrase,
    drop,
    mail,
    logText: () => logText,
    server: () => server,
    at: (text) => {
      nowMs = paris(text);
      people.forgetSessions();
      return nowMs;
    },
    as: people.as,
    desk: people.desk,
    restart: async () => {
      await people.leave();
      await server.close();
      server = await start();
    },
    close: async () => {
      await people.leave();
      await server.close();
      await outside.close();
    },
  };
}

/** Sessions as `plateau login` keeps them, and workstations. */
function peopleOf(home: string, url: () => string) {
  const desks: DeskConnection['desk'][] = [];
  const sessions = new Set<Login>();
  const env = (login: Login) => ({ PLATEAU_SERVER: url(), PLATEAU_TOKEN_FILE: join(home, 'tokens', login) });
  const as: House['as'] = async (login, call) => {
    if (!sessions.has(login)) {
      const credentials = { login, password: passwordOf(login) };
      const opened = await callAnonymous(env(login), (rpc) => rpc.session.logIn.mutate(credentials));
      saveToken(env(login), opened.token);
      sessions.add(login);
    }
    return callServer(env(login), call);
  };
  const desk: House['desk'] = async (login) => {
    const connection = await connectDesk({ url: url() });
    await connection.desk.logIn(login, passwordOf(login));
    desks.push(connection.desk);
    return connection.desk;
  };
  const leave = async () => {
    sessions.clear();
    for (const one of desks.splice(0)) await one.close();
  };
  return { as, desk, leave, forgetSessions: () => sessions.clear() };
}

/** What is done once on the host, then by the first data officer. */
async function furnish(house: House, charityKey: string): Promise<void> {
  const { app } = house.server();
  const nowMs = app.clock.nowMs();
  await loadCampaign(app, { dir: REFERENCE_CAMPAIGN, actor: 'host:essai' });
  await app.exchange.addCharityKey(CHARITY, charityKey, false);
  const dates = { validFromMs: nowMs - DAY_MS, validToMs: nowMs + 90 * DAY_MS };
  await bootstrapDataOfficer(app, {
    login: 'dpo.un',
    displayName: 'Responsable Une',
    password: passwordOf('dpo.un'),
    ...dates,
  });
  for (const login of Object.keys(PEOPLE) as Login[]) {
    if (login === 'dpo.un') continue;
    const person = { login, displayName: `Personne ${login}`, role: PEOPLE[login], campaigns: [CAMPAIGN] };
    await house.as('dpo.un', (rpc) =>
      rpc.privacy.createAccount.mutate({ ...person, password: passwordOf(login), ...dates }),
    );
  }
}
