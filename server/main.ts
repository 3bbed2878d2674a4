import type { AppContext } from './app-context.ts';
import type { Config } from './config/config.ts';
import { readWallboardToken } from './config/wallboard-token.ts';
import { type HouseOptions, openHouse } from './context.ts';
import { serveHttp } from './http/http-server.ts';
import type { ClosingTime } from './live/closing-time.ts';
import { type Schedule, startSchedule } from './schedule.ts';
import { cutSessionsWithoutCode } from './steps/access/cut-access.ts';
import { tellRefusals } from './steps/access/note-refusals.ts';
import { checkKeptHead, keepHead } from './steps/audit/kept-head.ts';
import { followDials } from './steps/dial/follow-dials.ts';
import { checkClock } from './steps/house/clock-behind.ts';
import { holdWordsKeys } from './steps/house/hold-words-keys.ts';
import { refuseLostServer } from './steps/house/lost-servers.ts';
import { recoverHouse, resumeAtDrop } from './steps/house/recover-house.ts';
import { type ActsReplayed, replayKeptActs } from './steps/house/replay-acts.ts';
import { proveDestructions } from './steps/keys/destroy-campaign-keys.ts';
import { tendRing } from './steps/keys/tend-ring.ts';
import { followGivenUp } from './steps/line/follow-given-up.ts';
import { linesWhole } from './steps/line/followed-lines.ts';
import { readLineBoards } from './steps/line/read-line-board.ts';
import { serveDoor } from './web/door/door-server.ts';
import { serveWallboard } from './web/wallboard-server.ts';

export interface RunningServer {
  readonly url: string;
  /** Of the page for a screen in the hall, without the token that ends it; undefined when there is none. */
  readonly wallboardUrl: string | undefined;
  /** Where the web door of directories listens; undefined when there is none. */
  readonly webDoorUrl: string | undefined;
  readonly app: AppContext;
  readonly schedule: Schedule;
  /** French: parts that are not configured. */
  readonly gaps: readonly string[];
  /**
   * Where the audit log ends, when the server before this one was killed or lost its power; undefined after a clean
   * stop.
   */
  readonly cutAfter: { readonly seq: number; readonly atMs: number } | undefined;
  /** What was done again for persons after an older base was accepted; undefined when none was. */
  readonly replayed: ActsReplayed | undefined;
  /**
   * Tells every workstation that the server stops, serves no new card, and waits for the calls open on connected
   * workstations; no longer than the limit, nor once `signal` aborts. Answers how many calls were still open.
   */
  closeFloor: ClosingTime['begin'];
  /** Stops listening, finishes the job under way, closes every edge. */
  close(): Promise<void>;
}

/** Of the log as the disk gave it back, before anything is added. */
async function lastEntry({ store }: Pick<AppContext, 'store'>): Promise<RunningServer['cutAfter']> {
  return await store.read(async ({ audit }) => {
    const { seq } = await audit.head();
    const [last] = await audit.page(seq, 1);
    return last && { seq, atMs: last.atMs };
  });
}

interface OpenDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** The screen of the hall, where one is asked for. */
async function openWallboard(
  app: AppContext,
  { wallboard: wanted, tls }: Config,
): Promise<OpenDoor | undefined> {
  if (!wanted) return undefined;
  const boards = async () => {
    await app.lineWatch.look();
    return await readLineBoards(app, await linesWhole(app), app.lineWatch.now());
  };
  return await serveWallboard(app, {
    listen: wanted.listen,
    token: readWallboardToken(wanted.tokenFile),
    tls,
    boards,
  });
}

/** The listeners of the house: workstations and commands; the screen of the hall and the web door, where they are asked for. */
async function openDoors(app: AppContext, config: Config) {
  const { tls, balancers, web } = config;
  const open: OpenDoor[] = [];
  const close = async () => {
    for (const door of open.toReversed()) await door.close();
  };
  const opened = async <D extends OpenDoor | undefined>(door: Promise<D>): Promise<D> => {
    const one = await door;
    if (one) open.push(one);
    return one;
  };
  try {
    const http = await opened(serveHttp(app, config));
    const wallboard = await opened(openWallboard(app, config));
    const webDoor = web && (await opened(serveDoor(app, { ...web, tls, balancers })));
    return { url: http.url, wallboardUrl: wallboard?.url, webDoorUrl: webDoor?.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Opens the house, takes its place among its servers, mends what a crash of its own left (imports, e-mails, purges), listens,
 * then finishes the deliveries a crash cut.
 */
export async function startServer(config: Config, options: HouseOptions): Promise<RunningServer> {
  const house = await openHouse(config, { alone: 'plateau serve', ...options });
  try {
    const cutAfter = house.wasCut ? await lastEntry(house.app) : undefined;
    await checkClock(house.app, options.acceptClock);
    await holdWordsKeys(house.app);
    let replayed: ActsReplayed | undefined;
    await checkKeptHead(house.app, options.acceptRollback, async () => {
      replayed = await replayKeptActs(house.app);
    });
    await refuseLostServer(house.app, config.serverName);
    await house.app.standing.begin();
    // What was destroyed while this server was away opens nothing here either.
    await proveDestructions(house.app);
    await tendRing(house.app);
    await recoverHouse(house.app);
    await cutSessionsWithoutCode(house.app);
    const doors = await openDoors(house.app, config);
    const stopFollowing = [followDials(house.app), followGivenUp(house.app)];
    house.app.lineWatch.begin();
    const stopSeats = house.app.seatLines.begin();
    const schedule = startSchedule(house.app, config.scheduleOn);
    const resumed = resumeAtDrop(house.app).catch((error: unknown) => {
      house.app.log.error('recover.failed', { kind: error instanceof Error ? error.name : 'unknown' });
    });
    const gaps = [
      ...(config.drop ? [] : ['aucun dépôt SFTP (PLATEAU_DROP_URL) : ni import ni remise.']),
      ...(config.secondFactor === 'required'
        ? []
        : ['second facteur coupé (PLATEAU_SECOND_FACTOR) : formation ou démonstration seulement.']),
      ...(config.smtp ? [] : ['aucun relais d’e-mails (PLATEAU_SMTP_URL) : les confirmations attendent.']),
      ...(config.web && !config.smtp
        ? ['porte web (PLATEAU_WEB_LISTEN) sans relais d’e-mails : aucun lien ne part, personne n’entre.']
        : []),
      ...(config.backup ? [] : ['aucun dossier de sauvegarde (PLATEAU_BACKUP_DIR) : rien n’est sauvegardé.']),
    ];
    const close = async () => {
      await doors.close();
      stopSeats();
      for (const stop of stopFollowing) await stop();
      await schedule.close();
      await resumed;
      await tellRefusals(house.app, { all: true });
      try {
        await house.app.standing.close();
        await keepHead(house.app);
      } finally {
        await house.close();
      }
    };
    const closeFloor: RunningServer['closeFloor'] = (limitMs, until) =>
      house.app.closingTime.begin(limitMs, until);
    const { url, wallboardUrl, webDoorUrl } = doors;
    return {
      url,
      wallboardUrl,
      webDoorUrl,
      app: house.app,
      schedule,
      gaps,
      cutAfter,
      replayed,
      closeFloor,
      close,
    };
  } catch (error) {
    await house.close();
    throw error;
  }
}
