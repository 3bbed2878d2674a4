import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLine } from '../../../scripts/cli/line/read-line.ts';
import { LINE } from '../../../scripts/demo/pbx/pbx-config.ts';
import { WITHHELD } from '../../../scripts/demo/pbx/sipp-scenes.ts';
import { limitName, pbxFiles, seatNames } from '../../../server/domain/line/dialplan-text.ts';
import { routeAt } from '../../../server/domain/line/line-routes.ts';
import type { LineSettings } from '../../../server/domain/line/line-settings.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { lineDiary } from '../../support/telephony/line-diary.ts';
import { lineOf, startRealPbx } from '../../support/telephony/real-pbx.ts';

const CAMPAIGNS = join(import.meta.dirname, '..', '..', '..', 'server', 'campaigns');
const FOLDER = join(CAMPAIGNS, 'pledge-line');

/** The files that the host's sheet gives as examples, as they stand there. */
function sheetFiles() {
  const sheet = readFileSync(join(CAMPAIGNS, 'fiches', 'standard.md'), 'utf8');
  return [...sheet.matchAll(/^```\n; (\S+)\n([^`]+)^```$/gm)].map(([, name = '', text = '']) => ({
    name,
    text,
  }));
}

/** A PBX that includes what was written of these settings. */
async function pbxOf(settings: LineSettings) {
  const { sites, handOver } = settings;
  const pbx = await startRealPbx({
    written: [...pbxFiles(settings), ...sheetFiles()],
    seats: sites.flatMap(seatNames).slice(0, 2),
    absentSeat: 'NULLE-PART',
    queues: [],
    skills: (settings.skills ?? []).map(({ code }) => code),
    busy: '+33639980011',
    rings: '+33639980012',
  });
  const line = lineOf(pbx);
  const diary = lineDiary(line);
  onTestFinished(async () => {
    await line.close();
    await pbx.close();
  });
  await diary.until('line', ({ state }) => state === 'up');
  const queues = [...sites.map(({ queue }) => queue), handOver.queue];
  return { pbx, line, diary, queues };
}

describeWith('asterisk', 'sipp')(
  'what « plateau line files » writes and the host’s sheet shows, in a real Asterisk',
  () => {
    test('R-43 it has every queue and seat; fifteen calls stay in the house, the others go on, each number its own', async () => {
      const settings = await readLine(FOLDER);
      const [first, ...rest] = settings.routes;
      if (!first) expect.fail('the reference has rules');
      expect(sheetFiles().map(({ name }) => name.split('.')[0])).toEqual([
        'modules',
        'logger',
        'cdr',
        'cel',
        'manager',
      ]);
      const { pbx, line, diary, queues } = await pbxOf({
        ...settings,
        routes: [{ ...first, when: 'always' }, ...rest],
      });
      await expect(line.check(queues)).resolves.toBeUndefined();
      // Said by a lead's key, twice: the folder's own holds again.
      for (const max of [3, first.max ?? 0])
        expect(await line.setLimit({ name: limitName(settings.code, 1), max })).toBe('done');
      const [seat = ''] = settings.sites.flatMap(seatNames);
      expect(await line.openSeat(seat)).toBe('done');

      void pbx.caller(LINE, { number: '+33639980001', many: 20 });
      void pbx.caller(LINE, { many: 2 });
      const waiting = () => diary.events.flatMap((event) => (event.kind === 'waiting' ? [event] : []));
      await expect.poll(() => waiting().length, { timeout: 10_000 }).toBe(22);
      const counted = Map.groupBy(waiting(), ({ queue }) => queue);
      expect([...counted].map(([queue, calls]) => [queue, calls.length])).toEqual([
        ['promesses', first.max],
        ['promesses-partenaire', 22 - (first.max ?? 0)],
      ]);
      expect(
        waiting()
          .map(({ number = '' }) => number)
          .toSorted()
          .slice(0, 3),
      ).toEqual(['', '', '+33639980001']);
      expect(JSON.stringify(diary.events)).not.toContain(WITHHELD.slice(1));

      // The caller who is handed over has no number any more.
      expect(await line.setReady(seat, true, [{ queue: 'promesses', rank: 0 }])).toBe('done');
      const { call } = await diary.until('answered');
      expect(await line.handOver(call, settings.handOver.queue)).toBe('done');
      const handed = await diary.until('waiting', ({ queue }) => queue === settings.handOver.queue);
      expect([handed.call, 'number' in handed]).toEqual([call, false]);
    });

    test('R-43 a threshold that was told counts from the next call on; at 0 every call goes on', async () => {
      const settings = await readLine(FOLDER);
      const [first, ...rest] = settings.routes;
      if (!first) expect.fail('the reference has rules');
      const { pbx, line, diary } = await pbxOf({
        ...settings,
        routes: [{ ...first, when: 'always' }, ...rest],
      });
      const name = limitName(settings.code, 1);
      const queued = () => {
        const waiting = diary.events.flatMap((event) => (event.kind === 'waiting' ? [event.queue] : []));
        return [waiting.length, waiting.filter((queue) => queue === 'promesses').length];
      };
      expect(await line.setLimit({ name, max: 2 })).toBe('done');
      void pbx.caller(LINE, { many: 5 });
      await expect.poll(queued, { timeout: 10_000 }).toEqual([5, 2]);
      expect(await line.setLimit({ name, max: 0 })).toBe('done');
      void pbx.caller(LINE, { many: 3 });
      await expect.poll(queued, { timeout: 10_000 }).toEqual([8, 2]);
    });

    test('R-43 a caller of a skill rings rank 0 first, then rank 1; where nobody has it, they go on as every other', async () => {
      const settings = await readLine(FOLDER);
      const skills = [{ code: 'nl', name: 'néerlandais', queue: 'promesses-nl', spillAfterSeconds: 5 }];
      const routes = [{ when: 'always' as const, to: 'MAISON', max: 2, overflow: 'PARTENAIRE' }];
      const { pbx, line, diary, queues } = await pbxOf({ ...settings, skills, routes });
      await expect(line.check([...queues, 'promesses-nl'])).resolves.toBeUndefined();
      const [one = '', two = ''] = settings.sites.flatMap(seatNames);
      const ready = async (seat: string, [nl, own]: readonly [number, number]) => {
        expect(await line.openSeat(seat)).toBe('done');
        const ranks = [
          { queue: 'promesses-nl', rank: nl },
          { queue: 'promesses', rank: own },
        ];
        expect(await line.setReady(seat, true, ranks)).toBe('done');
      };
      await ready(one, [1, 0]);
      await ready(two, [0, 1]);
      // A seat that is just open is given nobody for five seconds.
      const free = async () => (await line.snapshot()).seats.filter(({ state }) => state === 'free').length;
      await expect.poll(free, { timeout: 15_000 }).toBe(2);

      const seatOf = async (to: string, past: readonly string[]) => {
        void pbx.caller(to);
        return await diary.until('answered', ({ call }) => !past.includes(call));
      };
      const first = await seatOf(`${LINE}-nl`, []);
      const second = await seatOf(`${LINE}-nl`, [first.call]);
      expect([first, second].map(({ seat, queue }) => [seat, queue])).toEqual([
        [two, 'promesses-nl'],
        [one, 'promesses-nl'],
      ]);
      const past: string[] = [first.call, second.call];
      // The two seats that they fill are none that the house has for the others.
      void pbx.caller(LINE);
      const beyond = await diary.until('waiting', ({ call }) => !past.includes(call));
      expect(beyond.queue).toBe('promesses-partenaire');
      expect(await line.hangUp(beyond.call)).toBe('done');
      for (const call of past) expect(await line.hangUp(call)).toBe('done');
      past.push(beyond.call);
      await expect.poll(free, { timeout: 10_000 }).toBe(2);
      const plain = await seatOf(LINE, past);
      expect([plain.seat, plain.queue]).toEqual([one, 'promesses']);
      expect(await line.hangUp(plain.call)).toBe('done');

      for (const seat of [one, two]) await line.setReady(seat, false, []);
      void pbx.caller(`${LINE}-nl`);
      const waits = await diary.until('waiting', ({ call }) => ![...past, plain.call].includes(call));
      expect(waits.queue).toBe('promesses-nl');
      const spilled = await diary.until(
        'waiting',
        ({ call, queue }) => call === waits.call && queue === 'promesses',
      );
      expect(spilled.atMs - waits.atMs).toBeGreaterThan(4_000);
      expect(await line.hangUp(waits.call)).toBe('done');
    });

    test('R-43 a call goes where « plateau line route » says, inside a window and after it', async () => {
      const settings = await readLine(FOLDER);
      const [first] = settings.routes;
      if (!first) expect.fail('the reference has rules');
      const nowMs = Date.now();
      const clock = (hours: number) =>
        new Intl.DateTimeFormat('fr-FR', {
          hour: '2-digit',
          minute: '2-digit',
          timeZone: 'Europe/Paris',
        }).format(nowMs + hours * 3_600_000);
      const days = [1, 2, 3, 4, 5, 6, 7];
      const went = [];
      for (const [from, to] of [
        [clock(-1), clock(1)],
        [clock(1), clock(2)],
      ] as const) {
        const routes = [
          { when: { days, from, to }, to: 'MAISON' },
          { when: 'always' as const, to: 'PARTENAIRE' },
        ];
        const { pbx, diary } = await pbxOf({ ...settings, routes });
        void pbx.caller(LINE);
        const { queue } = await diary.until('waiting');
        const site = settings.sites.find((one) => one.queue === queue)?.code;
        expect(site).toBe(routeAt({ country: settings.country, routes }, nowMs)?.route.to);
        went.push(site);
      }
      expect(went).toEqual(['MAISON', 'PARTENAIRE']);
    });
  },
);
