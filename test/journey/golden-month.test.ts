import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GnuPg, openGnuPg } from '../support/machine/gnupg.ts';
import { describeWith, programPath } from '../support/machine/programs.ts';
import { playMonth } from '../support/month/month.ts';

/** Counts the papers again: Python and openpyxl, nothing of the product. */
const RECOUNT = join(dirname(fileURLToPath(import.meta.url)), '..', 'support', 'month', 'recount');

interface Recount {
  readonly compared: number;
  readonly faults: readonly string[];
}

interface Typed {
  readonly code?: string;
  readonly newMinor?: number | null;
}

/** Four weeks of the six campaigns, as the charity has them: what it receives, and what it can count again by itself. */
describeWith('gpg', 'openpyxl')('a month of six campaigns', () => {
  let folder = '';
  let gpg: GnuPg;
  let end: Awaited<ReturnType<typeof playMonth>>;
  const out = () => join(folder, 'depot', 'out');
  const papers = () => join(folder, 'papers');
  const received = (ending: string) => readdirSync(out()).filter((name) => name.endsWith(ending));
  const typedFile = (name = 'typed') => join(papers(), `${name}.json`);
  /** Of the list as it was typed, and of two lists that it is not. */
  const recount = (): readonly Recount[] => {
    const kept = JSON.parse(readFileSync(typedFile(), 'utf8'));
    const isRefusal = ({ code }: Typed) => code === 'RA_MOYENS';
    const shorter = kept.typed.toSpliced(kept.typed.findIndex(isRefusal), 1);
    const dearer = kept.typed.map((one: Typed) =>
      one.newMinor ? { ...one, newMinor: one.newMinor + 100 } : one,
    );
    writeFileSync(typedFile('shorter'), JSON.stringify({ ...kept, typed: shorter }));
    writeFileSync(typedFile('dearer'), JSON.stringify({ ...kept, typed: dearer }));
    const lists = [typedFile(), typedFile('shorter'), typedFile('dearer')];
    return JSON.parse(
      execFileSync(
        programPath('openpyxl') ?? '',
        ['-B', RECOUNT, out(), join(folder, 'courrier'), papers(), ...lists],
        {
          encoding: 'utf8',
          maxBuffer: 2 ** 26,
        },
      ),
    );
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plateau-month-'));
    end = await playMonth(folder, papers());
    gpg = openGnuPg();
    for (const key of ['association-cle-privee.asc', 'plateau-cle-publique.asc'])
      await gpg.importKey(readFileSync(join(folder, key), 'utf8'));
  }, 600_000);
  afterAll(() => {
    gpg.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('R-25: GnuPG opens every file, each with the house’s good signature, and verifies what lists them', async () => {
    const sealed = received('.pgp').map((name) => join(out(), name));
    const { code, log } = await gpg.run(['--multifile', '--decrypt', ...sealed]);
    expect([code, log.split('[GNUPG:] GOODSIG').length - 1]).toEqual([0, sealed.length]);
    expect(received('.pgp.manifest.json.asc')).toHaveLength(sealed.length);
    for (const name of received('.asc').filter((one) => /^(JOURNAL|UNION_RETOUR)/.test(one))) {
      const path = join(out(), name);
      const verified = await gpg.run(['--verify', path, path.replace(/\.asc$/, '')]);
      expect([name, verified.code]).toEqual([name, 0]);
    }
  });

  it('R-20 to R-24, R-60 to R-62: every total that is delivered or told is what a stranger counts from what was typed', () => {
    const [asTyped, shorter, dearer] = recount();
    expect(asTyped?.faults).toEqual([]);
    expect(asTyped?.compared).toBeGreaterThan(13_000);
    // It would see a refusal that nobody typed, or agreements of one unit more, on every paper.
    const silent = (count: Recount | undefined, papers: readonly string[]) =>
      papers.filter((paper) => !count?.faults.some((one) => one.includes(paper)));
    expect(
      silent(shorter, ['INDICATEURS', 'PREVISION', 'RAPPORT', 'RETOUR', 'REVUE', 'ECARTS', 'figures']),
    ).toEqual([]);
    expect(silent(dearer, ['INDICATEURS', 'MANDATS', 'RAPPORT', 'RETOUR', 'REVUE', 'figures'])).toEqual([]);
  }, 180_000);

  it('R-33: each campaign is destroyed, and certified', () => {
    expect(end.audit.ok).toBe(true);
    expect(end.ended.map(({ purge }) => [purge.rowsLeft, purge.found])).toEqual(Array(6).fill([0, 0]));
    for (const { certificate } of end.ended)
      expect(readFileSync(certificate).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });
});
