import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { chromium, type Page } from 'playwright-core';
import { programPath } from '../machine/programs.ts';
import { doorCookie } from './door-house.ts';
import { ecoIndex } from './eco-index.ts';

interface View {
  readonly width: number;
  readonly height: number;
  readonly script?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly session?: string | undefined;
}

/** A page by its address, or the one that a button of it answers with. */
type Shown = string | { readonly path: string; readonly press: string };

/** What a browser says of one page in one view. */
interface Examined {
  readonly what: string;
  readonly requests: number;
  readonly gzipBytes: number;
  readonly elements: number;
  /** Of the bytes as they are, not compressed. */
  readonly ecoIndex: number;
  /** Pixels that the page is wider than its window. */
  readonly overflow: number;
  readonly violations: readonly unknown[];
}

export interface DoorBrowser {
  visit(view: View): Promise<{ readonly page: Page; close(): Promise<void> }>;
  /** Each page twice: narrow in light, wide in dark. With PLATEAU_TEST_PICTURES set, four pictures of each. */
  examine(shown: readonly Shown[], session: string | undefined): Promise<readonly Examined[]>;
  close(): Promise<void>;
}

/** What holds for every page of the door; the empty list when it does, else what breaks it. */
export function overBudget(seen: readonly Examined[]): readonly unknown[] {
  return seen.filter(
    (one) =>
      one.requests !== 1 ||
      one.overflow > 0 ||
      one.violations.length > 0 ||
      one.gzipBytes > 14 * 1024 ||
      one.elements > 300 ||
      one.ecoIndex < 85,
  );
}

const VIEWS = [
  // A window of 1,280 by 1,024 at 400 %, and a telephone of the narrowest.
  { width: 320, height: 256, colorScheme: 'light' },
  { width: 1200, height: 800, colorScheme: 'dark' },
] as const;

const RUN_AXE = `axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map((one) => one.html)])))`;

async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.PLATEAU_TEST_PICTURES;
  if (!folder) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

/** One page in one window; `requests`: how many left the browser for it. */
async function examined(
  page: Page,
  { shown, url, requests }: { readonly shown: Shown; readonly url: string; readonly requests: () => number },
): Promise<Omit<Examined, 'what'>> {
  const { path, press } = typeof shown === 'string' ? { path: shown, press: undefined } : shown;
  let before = requests();
  let answer = await page.goto(url + path);
  if (press !== undefined) {
    before = requests();
    [answer] = await Promise.all([
      page.waitForResponse((one) => one.request().method() === 'POST'),
      page.getByRole('button', { name: press }).click(),
    ]);
    await page.waitForLoadState();
  }
  const body = (await answer?.body()) ?? Buffer.alloc(0);
  const elements = await page.evaluate<number>('document.querySelectorAll("*").length');
  const overflow = await page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - innerWidth)',
  );
  // The page's own policy lets no script in: the examiner comes by the browser's own door.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Runtime.evaluate', { expression: axe.source });
  const found = await cdp.send('Runtime.evaluate', {
    expression: RUN_AXE,
    awaitPromise: true,
    returnByValue: true,
  });
  await cdp.detach();
  const weight = { elements, requests: requests() - before, bytes: body.length };
  return {
    ...{ requests: weight.requests, elements, overflow, gzipBytes: gzipSync(body).length },
    ecoIndex: ecoIndex(weight),
    violations: JSON.parse(String(found.result.value)) as unknown[],
  };
}

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
    const cookie = ['/b', '/o'].map((realm) => `${doorCookie(realm)}=${session}`).join('; ');
    // Chromium's own door for cookies takes no such name without TLS, though its pages do.
    if (session !== undefined) await context.setExtraHTTPHeaders({ cookie });
    return { page: await context.newPage(), close: () => context.close() };
  };
  return {
    visit,
    examine: async (all, session) => {
      const seen: Examined[] = [];
      for (const view of VIEWS) {
        const { page, close } = await visit({ ...view, session });
        let requests = 0;
        page.on('request', (one) => {
          // What stands in the page is fetched from nowhere.
          if (!one.url().startsWith('data:')) requests += 1;
        });
        for (const shown of all) {
          const what = typeof shown === 'string' ? shown : `${shown.path} ${shown.press}`;
          const one = await examined(page, { shown, url, requests: () => requests });
          seen.push({ what: `${view.width} ${view.colorScheme} ${what}`, ...one });
          const name = what.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 40);
          await takePictures(page, `porte${name}-${view.width}`);
          await page.emulateMedia({ colorScheme: view.colorScheme });
        }
        await close();
      }
      return seen;
    },
    close: () => browser.close(),
  };
}
