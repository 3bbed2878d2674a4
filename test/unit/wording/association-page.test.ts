import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bannedPhrasesIn } from '../../../server/domain/wording/banned-phrases.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'server/campaigns');
const PAGE = readFileSync(join(FOLDER, 'ce-que-recoit-l-association.md'), 'utf8');
const IMAGES = [...PAGE.matchAll(/!\[([^\]]*)\]\((images\/[^)]+)\)/g)].map(([, alt = '', path = '']) => ({
  alt,
  path,
}));

/** Headers and codes of every deliverable, as their golden files hold them. */
function delivered(): string {
  const golden = join(ROOT, 'test/golden/deliverables');
  const names = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.txt'),
  );
  return names.map((name) => readFileSync(join(golden, name), 'utf8')).join('\n');
}

describe('the page « ce que reçoit l’association »', () => {
  it('shows pictures that exist, wide enough to be read, light enough to be sent, each with its words', () => {
    expect(IMAGES.length).toBeGreaterThanOrEqual(8);
    for (const { alt, path } of IMAGES) {
      const png = readFileSync(join(FOLDER, path));
      expect([path, png.subarray(1, 4).toString('latin1')]).toEqual([path, 'PNG']);
      expect([path, png.readUInt32BE(16) >= 1000, png.length < 350_000]).toEqual([path, true, true]);
      expect(alt.length).toBeGreaterThan(30);
    }
  });

  it('leaves no picture unused', () => {
    const used = IMAGES.map(({ path }) => path.replace('images/', ''));
    expect(readdirSync(join(FOLDER, 'images')).sort()).toEqual([...new Set(used)].sort());
  });

  it('names columns and codes that the files really bear', () => {
    const text = delivered();
    const named = [...PAGE.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(20);
    // Values and sheets that the small houses of the golden files have no case of.
    const codes = [
      ...['REFUSE', 'A_ENVOYER', 'REJET_IMPORT', 'COMMENTAIRES', 'CROISEMENTS'],
      ...['ABREGEE', 'TROP_LONGUE', 'INCOMPLETE', 'NPAI', 'NPAI_CORRIGE'],
    ];
    const unknown = named.filter((name) => !codes.includes(name) && !new RegExp(`\\b${name}\\b`).test(text));
    expect(unknown).toEqual([]);
  });

  it('is written in good French typography', () => {
    expect(PAGE).not.toMatch(/[a-zé]'[a-zé]/i);
    expect(PAGE.match(/«/g)?.length).toBe(PAGE.match(/»/g)?.length);
    expect(bannedPhrasesIn(PAGE, 'fr').filter(({ rule }) => rule.why.includes('culpab'))).toEqual([]);
  });
});
