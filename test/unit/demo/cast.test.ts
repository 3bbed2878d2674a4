import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  FIRST_NAMES,
  PARTICLES,
  SURNAME_ENDS,
  SURNAME_MIDDLES,
  SURNAME_STARTS,
} from '../../../scripts/demo/fictitious-names.ts';
import { PHONE_RANGES } from '../../../scripts/demo/fictitious-places.ts';
import { asciicastText, parseAsciicast, screensOf } from '../../support/workstation/asciicast.ts';

/** The recorded call that the README shows: `node test/support/workstation/record-cast.ts` records it anew. */
const text = readFileSync(new URL('../../../server/campaigns/fiches/appel.cast', import.meta.url), 'utf8');
const cast = parseAsciicast(text);
const screens = await screensOf(cast);
const shown = screens.join('\n');
const found = (pattern: RegExp) => new Set([...shown.matchAll(pattern)].map(([whole]) => whole));

const SURNAMES = new Set(
  SURNAME_STARTS.flatMap((start) =>
    SURNAME_MIDDLES.flatMap((middle) =>
      SURNAME_ENDS.flatMap((end) =>
        ['', ...PARTICLES].map((particle) => `${particle}${start}${middle}${end}`.toUpperCase()),
      ),
    ),
  ),
);

describe('the recorded call', () => {
  it('is asciicast v2, less than a minute and a half, small enough for a page', () => {
    expect(asciicastText(cast, JSON.parse(text.slice(0, text.indexOf('\n'))).title)).toBe(text);
    expect(cast).toMatchObject({ width: 120, height: 40 });
    expect(cast.frames.at(-1)?.[0]).toBeLessThan(90);
    expect(text.length).toBeLessThan(100_000);
  });

  it('begins at the password, asks, reads back, and ends saved with the next card', () => {
    expect(screens[0]).toContain('Mot de passe :');
    expect(shown).toContain('─ Première proposition ─');
    expect(shown).toContain('⏎ o  Oui');
    expect(shown).toContain('Êtes-vous d’accord ?');
    expect(shown).toContain('Premier prélèvement');
    expect(screens.at(-1)).toContain('» enregistré, ');
    expect(screens.at(-1)).toContain('─ Accroche ─');
  });

  it('holds nobody: numbers kept for fiction, addresses that cannot exist, names of the demo; no password, no path', () => {
    const { mobile, fixed } = PHONE_RANGES.FR;
    const phones = [...found(/\b0\d(?: \d\d){4}\b/g)];
    expect(phones.length).toBeGreaterThan(1);
    for (const phone of phones)
      expect([mobile, ...fixed].some((range) => phone.replaceAll(' ', '').startsWith(range))).toBe(true);
    const addresses = [...found(/[^\s(]+@[\w.-]*\w/g)];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/@(?:exemple\.invalid|127\.0\.0\.1)$/);
    const names = [...shown.matchAll(/^ (?:M\.|Mme) ([\p{L}-]+) (\p{Lu}[\p{Lu}’ -]*\p{Lu})/gmu)];
    expect(names.length).toBeGreaterThan(1);
    for (const [, first, last] of names) {
      expect(FIRST_NAMES.map(([, name]) => name)).toContain(first);
      expect(SURNAMES).toContain(last);
    }
    expect(text).not.toContain('citron');
    expect(text).not.toMatch(/\/(?:tmp|work|home|root)\//);
  });
});
