import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plateau } from '../support/house/command-line.ts';
import { type GnuPg, openGnuPg } from '../support/machine/gnupg.ts';
import { type PySheet, readWithOpenpyxl } from '../support/machine/openpyxl.ts';
import { describeWith } from '../support/machine/programs.ts';

/** The six campaigns from file to purge, by the product's own command; what it delivers is read by GnuPG and openpyxl. */
interface DemoResult {
  readonly imports: readonly {
    readonly campaign: string;
    readonly rows: number;
    readonly rejected: number;
  }[];
  readonly shifts: readonly { readonly campaign: string; readonly calls: number }[];
  readonly cards: number;
  readonly deliveries: readonly {
    readonly kind: string;
    readonly fileName: string;
    readonly sha256: string;
  }[];
  readonly ended: readonly {
    readonly campaign: string;
    readonly final: { readonly fileName: string; readonly rows: number; readonly sha256: string };
    readonly purge: { readonly rowsLeft: number; readonly needles: number; readonly found: number };
    readonly certificate: string;
  }[];
  readonly audit: { readonly ok: boolean; readonly entries: number };
}

const CODES = ['UPG-FR-2026', 'REA-BE-2026', 'UPG-BE-2026', 'UPG-CH-2026', 'REA-FR-2026', 'MER-FR-2026'];
const PER_CAMPAIGN = ['import-report', 'weekly', 'report'];
const CALLS = 60;

describeWith('gpg', 'openpyxl')('npm run demo -- --all --autoplay 60', () => {
  let folder = '';
  let gpg: GnuPg;
  let result: DemoResult;
  const out = (name: string) => readFileSync(join(folder, 'depot', 'out', name));
  /** Decrypts with the charity's key; the signature must be the house's. */
  const opened = async (name: string): Promise<Buffer> => {
    const { code, log, out: clear } = await gpg.run(['--status-fd', '2', '--decrypt'], out(name));
    expect([code, log]).toEqual([0, expect.stringContaining('[GNUPG:] GOODSIG')]);
    return clear;
  };
  const workbook = async (name: string): Promise<readonly PySheet[]> => readWithOpenpyxl(await opened(name));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plateau-demo-test-'));
    const args = ['demo', '--all', '--autoplay', String(CALLS), '--cards', '300', '--json', '--out', folder];
    const done = await plateau(args, { cwd: folder });
    expect([done.status, done.stderr]).toEqual([0, '']);
    result = JSON.parse(done.stdout) as DemoResult;
    gpg = openGnuPg();
    for (const key of ['association-cle-privee.asc', 'plateau-cle-publique.asc'])
      await gpg.importKey(readFileSync(join(folder, key), 'utf8'));
  }, 240_000);
  afterAll(() => {
    gpg.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('each campaign is imported, called by keys on the workstation, delivered and purged', () => {
    expect(result.imports.map(({ campaign, rows, rejected }) => [campaign, rows > 0, rejected])).toEqual(
      CODES.map((code) => [code, true, 0]),
    );
    expect(result.shifts.map(({ campaign, calls }) => [campaign, calls])).toEqual(
      CODES.map((code) => [code, CALLS / CODES.length]),
    );
    expect(result.cards).toBe(CALLS);
    const kinds = result.deliveries.map(({ kind }) => kind);
    for (const kind of PER_CAMPAIGN) expect(kinds.filter((one) => one === kind)).toHaveLength(CODES.length);
    for (const kind of ['charity-report', 'review', 'review-figures']) expect(kinds).toContain(kind);
    expect(result.ended.map(({ campaign, purge }) => [campaign, purge.rowsLeft, purge.found])).toEqual(
      CODES.map((code) => [code, 0, 0]),
    );
    expect(result.ended.every(({ purge }) => purge.needles > 50)).toBe(true);
    expect(result.audit.ok).toBe(true);
    for (const { certificate } of result.ended)
      expect(readFileSync(certificate).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  test('every file is told with the bytes that are there, and GnuPG opens each with the house’s good signature', async () => {
    const told = [...result.deliveries, ...result.ended.map(({ final }) => final)];
    for (const { fileName, sha256 } of told) {
      expect(createHash('sha256').update(out(fileName)).digest('hex'), fileName).toBe(sha256);
      const clear = await opened(fileName);
      const start = clear.subarray(0, 2).toString('latin1');
      expect([fileName, start]).toEqual([fileName, fileName.endsWith('.html.pgp') ? '<!' : 'PK']);
    }
  });

  test('every manifest bears a detached signature that GnuPG verifies', async () => {
    const names = readdirSync(join(folder, 'depot', 'out')).filter((name) => name.endsWith('.manifest.json'));
    expect(names.length).toBeGreaterThanOrEqual(result.deliveries.length + CODES.length);
    for (const name of names) {
      const path = join(folder, 'depot', 'out', name);
      const { code, log } = await gpg.run(['--status-fd', '2', '--verify', `${path}.asc`, path]);
      expect([name, code, log]).toEqual([name, 0, expect.stringContaining('GOODSIG')]);
    }
  });

  test('the final return has one line per row of the contact file, in the country’s currency', async () => {
    for (const { campaign, final } of result.ended) {
      const imported = result.imports.find((one) => one.campaign === campaign);
      expect(final.rows).toBe(imported?.rows);
      const [records] = await workbook(final.fileName);
      expect(records?.rows.length).toBe((imported?.rows ?? 0) + 1);
      const currency = records?.rows[0]?.findIndex(({ value }) => value === 'DEVISE') ?? -1;
      const seen = new Set(records?.rows.slice(1).map((row) => row[currency]?.value));
      expect([...seen]).toEqual([campaign.includes('-CH-') ? 'CHF' : 'EUR']);
    }
  });

  test('no delivered workbook holds a formula', async () => {
    for (const { fileName } of result.deliveries.filter((one) => one.fileName.endsWith('.xlsx.pgp')))
      for (const sheet of await workbook(fileName))
        expect(sheet.rows.flat().filter(({ kind }) => kind === 'f')).toEqual([]);
  });
});
