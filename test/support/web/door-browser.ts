import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { programPath } from '../machine/programs.ts';
import { doorCookie } from './door-house.ts';

interface View {
  readonly width: number;
  readonly height: number;
  readonly script?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly session?: string | undefined;
}

/** What a browser says of one page in one view. */
interface Examined {
  readonly what: string;
  readonly requests: number;
  readonly gzipBytes: number;
  readonly elements: number;
  /** Pixels that the page is wider than its window. */
  readonly overflow: number;
  readonly violations: readonly unknown[];
}

export interface DoorBrowser {
  visit(view: View): Promise<{ readonly page: Page; close(): Promise<void> }>;
  /** Each page twice: narrow in light, wide in dark. With PLATEAU_TEST_PICTURES set, a picture of each. */
  examine(paths: readonly string[], session: string | undefined): Promise<readonly Examined[]>;
  close(): Promise<void>;
}

const VIEWS = [
  { width: 320, height: 640, colorScheme: 'light' },
  { width: 1200, height: 800, colorScheme: 'dark' },
] as const;

const RUN_AXE = `axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)])))`;

/** One Chromium for a whole file of tests. */
export async function openDoorBrowser(url: string): Promise<DoorBrowser> {
  const executablePath = programPath('chromium') ?? '';
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const visit: DoorBrowser['visit'] = async ({
    width,
    height,
    script = true,
    colorScheme = 'light',
    session,
  }) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      javaScriptEnabled: script,
    });
    // Chromium's own door for cookies takes no such name without TLS, though its pages do.
    if (session !== undefined)
      await context.setExtraHTTPHeaders({
        cookie: `${doorCookie('/b')}=${session}; ${doorCookie('/o')}=${session}`,
      });
    return { page: await context.newPage(), close: () => context.close() };
  };
  return {
    visit,
    examine: async (paths, session) => {
      const seen: Examined[] = [];
      for (const view of VIEWS) {
        const { page, close } = await visit({ ...view, session });
        let requests = 0;
        page.on('request', (one) => {
          // What stands in the page is fetched from nowhere.
          if (!one.url().startsWith('data:')) requests += 1;
        });
        // The page's own policy lets no script in: the examiner comes by the browser's own door.
        const cdp = await page.context().newCDPSession(page);
        for (const path of paths) {
          requests = 0;
          const answer = await page.goto(url + path);
          const gzipBytes = gzipSync((await answer?.body()) ?? '').length;
          const elements = await page.evaluate<number>('document.querySelectorAll("*").length');
          const overflow = await page.evaluate<number>(
            'Math.max(0, document.documentElement.scrollWidth - innerWidth)',
          );
          await cdp.send('Runtime.evaluate', { expression: axe.source });
          const found = await cdp.send('Runtime.evaluate', {
            expression: RUN_AXE,
            awaitPromise: true,
            returnByValue: true,
          });
          const what = `${view.colorScheme} ${path}`;
          seen.push({
            what,
            requests,
            gzipBytes,
            elements,
            overflow,
            violations: JSON.parse(String(found.result.value)) as unknown[],
          });
          if (process.env.PLATEAU_TEST_PICTURES) {
            const name = `porte-${path.replaceAll(/[^a-z]+/g, '-').slice(0, 24)}-${view.colorScheme}.png`;
            await page.screenshot({ path: join(process.env.PLATEAU_TEST_PICTURES, name), fullPage: true });
          }
        }
        await close();
      }
      return seen;
    },
    close: () => browser.close(),
  };
}
