import type { AppContext } from './app-context.ts';
import type { Config } from './config.ts';
import { type HouseOptions, openHouse } from './context.ts';
import { serveHttp } from './http-server.ts';
import { type Schedule, startSchedule } from './schedule.ts';
import { recoverHouse, resumeAtDrop } from './steps/recover-house.ts';

export interface RunningServer {
  readonly url: string;
  readonly app: AppContext;
  readonly schedule: Schedule;
  /** French: parts that are not configured. */
  readonly gaps: readonly string[];
  /** Stops listening, finishes the job under way, closes every edge. */
  close(): Promise<void>;
}

/** Opens the house, mends what a crash left (imports, e-mails, purges), listens, then finishes the deliveries a crash cut. */
export async function startServer(config: Config, options: HouseOptions): Promise<RunningServer> {
  const house = await openHouse(config, options);
  try {
    await recoverHouse(house.app);
    const http = await serveHttp(house.app, config);
    const schedule = startSchedule(house.app, config.scheduleOn);
    const resumed = resumeAtDrop(house.app).catch((error: unknown) => {
      house.app.log.error('recover.failed', { kind: error instanceof Error ? error.name : 'unknown' });
    });
    const gaps = [
      ...(config.drop ? [] : ['aucun dépôt SFTP (PLATEAU_DROP_URL) : ni import ni remise.']),
      ...(config.smtp ? [] : ['aucun relais d’e-mails (PLATEAU_SMTP_URL) : les confirmations attendent.']),
    ];
    const close = async () => {
      await http.close();
      await schedule.close();
      await resumed;
      await house.close();
    };
    return { url: http.url, app: house.app, schedule, gaps, close };
  } catch (error) {
    await house.close();
    throw error;
  }
}
