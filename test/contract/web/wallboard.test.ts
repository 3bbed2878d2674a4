import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLineGuard } from '../../../server/live/line-guard.ts';
import { openMetrics } from '../../../server/metrics.ts';
import { memoryPace } from '../../../server/passwords/procedure-pace.ts';
import { serveWallboard, type Wallboard } from '../../../server/web/wallboard-server.ts';
import type { LineBoard } from '../../../shared/line-board.ts';
import { describeWith, programPath } from '../../support/machine/programs.ts';
import { BOARD_MS, eveningBoard } from '../../support/telephony/evening-board.ts';

const TOKEN = 'jeton-d-essai-0123456789-abcdefghij';
const HOSTILE = `<script>document.title='pris'</script>"><img src=x onerror=alert(1)>&'`;
const logged: string[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (event: string, fields: object = {}) => void logged.push(`${event} ${JSON.stringify(fields)}`),
};
const open: Wallboard[] = [];

interface Shown {
  readonly smallest: number;
  readonly isWhole: boolean;
  readonly scrollHeight: number;
  readonly scrollWidth: number;
  readonly elements: number;
}

/** Said in the page: the smallest text in pixels, whether every figure fits its frame, how far the page goes. */
const LOOK = `(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const sizes = all('h1, p, dt, dd, th, td').map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  const { scrollHeight, scrollWidth } = document.documentElement;
  const isWhole = all('.figures > div').every((one) => one.scrollWidth <= one.clientWidth);
  return { smallest: Math.min(...sizes), isWhole, scrollHeight, scrollWidth, elements: all('*').length };
})()`;

async function wallboard(boards: () => Promise<readonly LineBoard[]>): Promise<string> {
  const app = { log, lines: openLineGuard({ log, metrics: openMetrics() }), pace: memoryPace() };
  const listen = { host: '127.0.0.1', port: 0 };
  const one = await serveWallboard(app, { listen, token: TOKEN, tls: undefined, boards });
  open.push(one);
  return one.url;
}
const evening = async () => [eveningBoard()];
/** A night of 12,345 answers. */
const large = async () => {
  const one = eveningBoard();
  return [
    { ...one, counts: { ...one.counts, came: 12_999, answered: 12_345, abandoned: 654, served: 12_345 } },
  ];
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('the page of a line for a screen in the hall', () => {
  it('answers the same to every address without the token, and tells nothing of itself', async () => {
    const url = await wallboard(evening);
    const answers = await Promise.all(
      [
        '/',
        '/health',
        '/metrics',
        '/trpc/line.boards',
        `/${TOKEN}x`,
        `/${TOKEN.slice(1)}`,
        `/${TOKEN}/AUTRE`,
      ].map(async (path) => {
        const answer = await fetch(url + path);
        return [answer.status, await answer.text()] as const;
      }),
    );
    expect(new Set(answers.map(([status]) => status))).toEqual(new Set([404]));
    expect(new Set(answers.map(([, text]) => text)).size).toBe(1);
    expect(answers[0]?.[1]).not.toContain('Promesses');
  });

  it('lets no script, picture or frame in, keeps nothing, passes its address on to nobody', async () => {
    const url = await wallboard(evening);
    const answer = await fetch(`${url}/${TOKEN}`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      refresh: '5',
    });
    const text = await answer.text();
    expect(text).not.toMatch(/<script|<img|<link|<iframe|https?:|style="|\son\w+=/);
    expect(text.length).toBeLessThan(14 * 1024);
    expect(text).not.toContain('écoute');
    expect(text).not.toContain('équipe');
  });

  it('shows what a file says as text, whatever it says', async () => {
    const url = await wallboard(async () => [eveningBoard({ name: HOSTILE })]);
    const text = await (await fetch(`${url}/${TOKEN}`)).text();
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
    expect(text).toContain('&lt;script&gt;');
  });

  it('lets whoever has the token choose among several lines, and says that there is none', async () => {
    const url = await wallboard(async () => [
      eveningBoard(),
      eveningBoard({ campaign: 'PL-2027', name: 'Demain' }),
    ]);
    const list = await (await fetch(`${url}/${TOKEN}`)).text();
    expect(list).toContain(`href="/${TOKEN}/PL-2027"`);
    expect(await (await fetch(`${url}/${TOKEN}/PL-2027`)).text()).toContain('<h1>Demain</h1>');
    const empty = await wallboard(async () => []);
    expect(await (await fetch(`${empty}/${TOKEN}`)).text()).toContain('Aucune ligne de promesses');
  });

  it('tries again by itself where the figures cannot be read, and the log has no address', async () => {
    const url = await wallboard(async () => {
      throw new Error('base fermée');
    });
    const answer = await fetch(`${url}/${TOKEN}`);
    expect([answer.status, answer.headers.get('refresh')]).toEqual([503, '5']);
    expect(await answer.text()).toContain('nouvel essai dans 5 s');
    expect(logged).toEqual(['wallboard.failed {"kind":"Error"}']);
  });

  it('reads once for many screens', async () => {
    let readings = 0;
    const url = await wallboard(async () => {
      readings += 1;
      return [eveningBoard()];
    });
    await Promise.all(Array.from({ length: 12 }, () => fetch(`${url}/${TOKEN}`)));
    expect(readings).toBe(1);
  });

  it('only page.ts of the room puts text in a page as it stands', () => {
    const room = join(import.meta.dirname, '../../../server/web');
    const bold = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.ts') && /\braw\(/.test(readFileSync(join(room, name), 'utf8')),
    );
    expect(bold).toEqual(['page.ts']);
  });
});

describeWith('chromium')('the same page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = programPath('chromium') ?? '';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  });
  afterAll(() => browser.close());

  const visit = async (
    url: string,
    view: { readonly width: number; readonly height: number; readonly colorScheme: 'light' | 'dark' },
  ): Promise<{ readonly page: Page; readonly asked: readonly string[] }> => {
    const { colorScheme, ...viewport } = view;
    const context = await browser.newContext({ colorScheme, viewport, javaScriptEnabled: true });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${url}/${TOKEN}`);
    return { page, asked };
  };

  it.each(['light', 'dark'] as const)(
    '%s: every text of a full screen is read from five metres, and axe finds nothing',
    async (colorScheme) => {
      const url = await wallboard(large);
      const { page, asked } = await visit(url, { width: 1920, height: 1080, colorScheme });
      if (process.env.PLATEAU_TEST_PICTURES)
        await page.screenshot({
          path: join(process.env.PLATEAU_TEST_PICTURES, `wallboard-${colorScheme}.png`),
        });
      const shown = await page.evaluate<Shown>(LOOK);
      expect(shown.smallest).toBeGreaterThanOrEqual(1080 / 30);
      expect(shown.isWhole).toBe(true);
      expect(shown.scrollHeight).toBeLessThanOrEqual(1080);
      expect(shown.scrollWidth).toBeLessThanOrEqual(1920);
      expect(shown.elements).toBeLessThan(300);
      expect(asked).toEqual([`${url}/${TOKEN}`]);
      // The page's own policy lets no script in: the examiner comes by the browser's own door.
      const session = await page.context().newCDPSession(page);
      await session.send('Runtime.evaluate', { expression: axe.source });
      const found = await session.send('Runtime.evaluate', {
        expression: `axe.run().then(({ violations, passes }) => JSON.stringify({ violations: violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)]), passes: passes.length }))`,
        awaitPromise: true,
        returnByValue: true,
      });
      const { violations, passes } = JSON.parse(String(found.result.value)) as {
        violations: unknown[];
        passes: number;
      };
      expect(violations).toEqual([]);
      expect(passes).toBeGreaterThan(15);
      await page.context().close();
    },
  );

  it('a narrow screen, or one enlarged four times, goes on downwards and loses nothing', async () => {
    const url = await wallboard(evening);
    const { page } = await visit(url, { width: 320, height: 640, colorScheme: 'light' });
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(320);
    if (process.env.PLATEAU_TEST_PICTURES)
      await page.screenshot({
        path: join(process.env.PLATEAU_TEST_PICTURES, 'wallboard-narrow.png'),
        fullPage: true,
      });
    await page.context().close();
  });

  it('the browser fetches it again by itself, and the figures move', async () => {
    let waiting = 2;
    const url = await wallboard(async () => [
      eveningBoard({ nowMs: BOARD_MS, waiting: { count: waiting++, longestSinceMs: BOARD_MS - 14_000 } }),
    ]);
    const { page } = await visit(url, { width: 1280, height: 720, colorScheme: 'dark' });
    expect(await page.locator('.figures dd.large').nth(1).textContent()).toBe('2');
    await expect
      .poll(() => page.locator('.figures dd.large').nth(1).textContent(), { timeout: 10_000 })
      .toBe('3');
    await page.context().close();
  });
});
