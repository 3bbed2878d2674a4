import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppContext } from '../../../server/app-context.ts';
import type { BackupManifest } from '../../../server/domain/purge/backup-manifest.ts';
import { serveHealth } from '../../../server/http/health-route.ts';
import { openJobRuns } from '../../../server/live/job-runs.ts';
import { openWatchCalls } from '../../../server/live/watch-calls.ts';
import { openMetrics } from '../../../server/metrics.ts';
import { openExchange } from '../../../server/pgp/pgp-exchange.ts';
import { alertSilentWatch } from '../../../server/steps/house/alert-silent-watch.ts';
import { noteHealth } from '../../../server/steps/house/read-health.ts';
import type { KeyRingVault } from '../../../server/vault/key-ring-vault.ts';
import { type MailRoom, mailRoom } from '../../support/email/mail-room.ts';
import { readMail } from '../../support/email/smtp-sink.ts';
import { NOW_MS } from '../../support/store/store-campaign.ts';

const TOKEN = 'jeton-de-veille-fictif-de-l-essai-0001';
const GIB = 1024 ** 3;
const HOUR_MS = 3_600_000;

let room: MailRoom;
let freeBytes: number;
let backupAtMs: number | undefined;
let ticks: number;
let jobs: ReturnType<typeof openJobRuns>;
let calls: ReturnType<typeof openWatchCalls>;
const metrics = openMetrics();

/** The house as the route has it: base, key ring and mailer are real; disk and backups answer at their ports. */
function app(): AppContext {
  return {
    ...room.deps,
    exchange: openExchange(room.deps.vault as KeyRingVault),
    backups: {
      isConfigured: true,
      list: async () => (backupAtMs === undefined ? [] : [{ createdAtMs: backupAtMs } as BackupManifest]),
    },
    diskSpace: { freeBytes: async () => freeBytes },
    jobRuns: jobs,
    watchCalls: calls,
    metrics,
  } as unknown as AppContext;
}

async function asked(token?: string) {
  const server = fastify();
  serveHealth(server, app());
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await server.inject({ url: '/health', headers });
  await server.close();
  return {
    status: answer.statusCode,
    body: answer.json<{ ok: boolean; checks: { code: string; ok: boolean }[] }>(),
  };
}
const bad = async () => (await asked(TOKEN)).body.checks.filter(({ ok }) => !ok).map(({ code }) => code);

beforeAll(async () => {
  room = await mailRoom();
});
afterAll(() => room.close());
beforeEach(() => {
  room.clock.nowMs = NOW_MS;
  freeBytes = 20 * GIB;
  backupAtMs = NOW_MS - HOUR_MS;
  ticks = 0;
  jobs = openJobRuns(metrics, () => ticks);
  const to = ['ops@exemple.invalid', 'astreinte@exemple.invalid'];
  calls = openWatchCalls({
    clock: room.deps.clock,
    token: TOKEN,
    alert: { from: 'plateau@exemple.invalid', to },
  });
});

describe('/health (R-58)', () => {
  it('tells a stranger that somebody answers, and nothing else, however the house is', async () => {
    freeBytes = 0;
    expect(await asked()).toEqual({ status: 200, body: { ok: true } });
    expect(await asked('un-autre-jeton')).toEqual({ status: 200, body: { ok: true } });
  });

  it('tells the watch each code with its figure', async () => {
    const { status, body } = await asked(TOKEN);
    expect([status, body]).toEqual([
      200,
      {
        ok: true,
        checks: [
          { code: 'base', ok: true, value: null },
          { code: 'disk', ok: true, value: 20 * GIB },
          { code: 'keys', ok: true, value: null },
          { code: 'backup', ok: true, value: 3600 },
          { code: 'emails-late', ok: true, value: 0 },
          { code: 'jobs', ok: true, value: 0 },
        ],
        jobs: [],
      },
    ]);
  });

  it('names what is not good, with 503', async () => {
    freeBytes = GIB - 1;
    expect((await asked(TOKEN)).status).toBe(503);
    expect(await bad()).toEqual(['disk']);
    freeBytes = GIB;
    backupAtMs = NOW_MS - 48 * HOUR_MS;
    expect(await bad()).toEqual(['backup']);
    backupAtMs = undefined;
    expect(await bad()).toEqual(['backup']);
  });

  it('an e-mail owed for more than 48 hours is late', async () => {
    await room.owe();
    room.clock.nowMs += 48 * HOUR_MS;
    backupAtMs = room.clock.nowMs;
    expect(await bad()).toEqual([]);
    room.clock.nowMs += 1;
    expect(await bad()).toEqual(['emails-late']);
  });

  it('a job that failed at its last end, or ends no more, is told by its name', async () => {
    jobs.begin([
      { name: 'confirmations', everyMs: 15_000 },
      { name: 'waiting acts', everyMs: 600_000 },
    ]);
    ticks = 120_000;
    expect(await bad()).toEqual([]);
    ticks = 120_001;
    expect(await bad()).toEqual(['jobs']);
    jobs.ended('confirmations', true);
    expect(await bad()).toEqual([]);
    jobs.ended('waiting acts', false);
    ticks += 9_000;
    expect(jobs.list()).toEqual([
      { name: 'confirmations', ageSeconds: 9, ok: true },
      { name: 'waiting-acts', ageSeconds: 9, ok: false },
    ]);
  });

  it('the same stands in /metrics, and the log names what is not good', async () => {
    freeBytes = 12;
    await noteHealth(app());
    const text = await metrics.text();
    expect(text).toContain('plateau_health{check="disk"} 0');
    expect(text).toContain('plateau_health{check="keys"} 1');
    expect(room.logged.at(-1)).toBe('{"event":"health.unwell","check":"disk","value":12}');
  });

  it('a token that could be guessed is refused at the start', () => {
    expect(() => openWatchCalls({ clock: room.deps.clock, token: 'court' })).toThrow(
      expect.objectContaining({ code: 'watch-token-short' }),
    );
  });
});

describe('a watch that calls no more', () => {
  const MINUTE_MS = 60_000;
  const turn = () => alertSilentWatch(app());
  const got = () => room.sink.messages().map(({ to }) => to[0]);

  it('is told to ops after ten minutes, once to each, and anew when it falls silent again', async () => {
    room.clock.nowMs += 10 * MINUTE_MS - 1;
    await turn();
    expect(got()).toEqual([]);
    room.clock.nowMs += 1;
    await turn();
    await turn();
    expect(got()).toEqual(['ops@exemple.invalid', 'astreinte@exemple.invalid']);
    const mail = readMail(room.sink.messages()[0]?.raw ?? '');
    expect(mail.header('subject')).toBe('[plateau] La veille n’appelle plus');
    expect(mail.text).toContain('n’appelle plus ce serveur depuis le lundi 23 novembre 2026');
    await asked(TOKEN);
    room.clock.nowMs += 11 * MINUTE_MS;
    await turn();
    expect(got()).toHaveLength(4);
  });

  it('a relay that defers is tried again at the next turn', async () => {
    const before = got().length;
    room.clock.nowMs += 30 * MINUTE_MS;
    room.sink.become('defer');
    await turn();
    expect(got()).toHaveLength(before);
    room.sink.become('accept');
    await turn();
    expect(got()).toHaveLength(before + 2);
  });

  it('nobody is told where nobody asked', async () => {
    const before = got().length;
    calls = openWatchCalls({ clock: room.deps.clock, token: TOKEN });
    room.clock.nowMs += 30 * MINUTE_MS;
    await turn();
    expect(got()).toHaveLength(before);
  });
});
