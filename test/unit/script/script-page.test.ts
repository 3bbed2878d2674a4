import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../scripts/program.ts';
import type { Profiled } from '../../../server/domain/campaign/profile-settings.ts';
import { html as markup } from '../../../server/domain/files/html.ts';
import { CALLING_PARTS } from '../../../server/domain/said/script-parts.ts';
import { drawLayers, type Link } from '../../../server/domain/script/script-page-layout.ts';
import { sayHtml } from '../../../server/domain/script/script-page-text.ts';
import { REFERENCE_CAMPAIGN } from '../../support/campaign/reference-campaign.ts';
import { CAMPAIGN_FOLDERS, loadedCampaign } from '../../support/campaign/reference-campaigns.ts';

const room = mkdtempSync(join(tmpdir(), 'plateau-page-'));
afterAll(() => rmSync(room, { recursive: true }));

/** Runs `plateau campaign …` in this process; what it said, and its status. */
async function campaign(...args: string[]) {
  const said: string[] = [];
  const warned: string[] = [];
  const never = () => Promise.reject(new Error('no question expected'));
  const terminal = {
    isInteractive: false,
    columns: 80,
    line: (text = '') => void said.push(text),
    lines: (texts: readonly string[]) => void said.push(...texts),
    warn: (text: string) => void warned.push(text),
    ask: never,
    askSecret: never,
    askDrawn: never,
  };
  const status = await runCommand(['node', 'plateau', 'campaign', ...args], { env: {}, terminal });
  return { status, said: said.join('\n'), warned: warned.join('\n') };
}
const folderOf = (name: string) => join(REFERENCE_CAMPAIGN, '..', name);

describe('plateau campaign preview', () => {
  it('shows a call, another path, another donor', async () => {
    const usual = await campaign('preview', folderOf('upgrade-be'));
    expect(usual.status).toBe(0);
    expect(usual.said).toContain('quinze euros');
    for (const line of usual.said.split('\n')) expect(line.length).toBeLessThanOrEqual(78);
    const refused = await campaign('preview', folderOf('upgrade-ch'), '--donor', 'vaud', '--path', 'refus');
    expect(refused.said).toContain('Don ponctuel');
    expect(refused.said).toContain('Qualification : RA_MOYENS');
  });

  it('R-63 reads the script for the classes asked for, and names them when asked for another', async () => {
    const folder = folderOf('upgrade-fr');
    const usual = await campaign('preview', folder);
    expect(usual.said).toContain('Profils : canal de recrutement : autre ; âge : autre\n');
    const street = await campaign('preview', folder, '--profile', 'canal=RUE,age=65_ET_PLUS');
    expect(street.said).toContain('Profils : canal de recrutement : rue ; âge : 65 et plus\n');
    const wrong = await campaign('preview', folder, '--profile', 'canal=RADIO');
    expect(wrong.warned).toMatch(/preview-unknown[\s\S]*canal=RUE \(canal de recrutement : rue\)/);
  });

  it('lists its fictitious donors, and names them when asked for another', async () => {
    const { said } = await campaign('preview', folderOf('upgrade-ch'), '--donor');
    expect(said.split('\n').map((line) => line.split(' ')[0])).toContain('vaud');
    const wrong = await campaign('preview', folderOf('upgrade-fr'), '--donor', 'vaud');
    expect(wrong.status).toBe(1);
    expect(wrong.warned).toMatch(/preview-unknown[\s\S]*sans-civilite/);
    expect((await campaign('preview', folderOf('upgrade-fr'), '--path', 'banque')).status).toBe(1);
  });
});

describe.each(CAMPAIGN_FOLDERS)('the page that a charity approves: %s', (folder) => {
  it('is whole, self-contained and says what it is', async () => {
    const file = join(room, `${folder}.html`);
    const { status, said } = await campaign('preview', folderOf(folder), '--html', file);
    expect(status).toBe(0);
    const html = readFileSync(file, 'utf8');
    const { script } = loadedCampaign(folder);
    const sha256 = /SHA-256 ([0-9a-f]{64})/.exec(said)?.[1] ?? 'none';
    expect(html).toContain(`<code>${sha256}</code>`);
    expect(html).toContain(`<td>${script.version}</td>`);
    for (const [id, node] of Object.entries(script.nodes)) {
      expect(html.match(new RegExp(`<article class="[^"]*" id="${id}">`, 'g')), id).toHaveLength(1);
      expect(html).toContain(`${markup`${node.title}`}`);
    }
    for (const [, anchor] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${anchor}"`);
    expect(html).not.toMatch(
      /<script|<img|<link|src=|url\((?!#)|(href|url\()"?https?:|\{\{|\{%|NaN|undefined/,
    );
    const opened = (tag: string) => html.match(new RegExp(`<${tag}[ >]`, 'g'))?.length;
    for (const tag of ['p', 'span', 'table', 'tr', 'td', 'section', 'article', 'a', 'g', 'svg', 'text'])
      expect(opened(tag), tag).toBe(html.match(new RegExp(`</${tag}>`, 'g'))?.length);
  });
});

it('R-64 shows every part with its digest, its words, and where to sign', async () => {
  const file = join(room, 'parts.html');
  await campaign('preview', folderOf('upgrade-fr'), '--html', file);
  const html = readFileSync(file, 'utf8');
  const rows = [
    ...html.matchAll(/<tr><th scope="row"><a href="#partie-(\w+)">.*?<code>([0-9a-f]{64})<\/code>/g),
  ];
  expect(rows.map(([, kind]) => kind)).toEqual(CALLING_PARTS);
  const [, sign = ''] = html.split('<section class="sign">');
  for (const [, , digest = ''] of rows) expect(sign).toContain(`<code>${digest.slice(0, 16)}…</code>`);
  const lines = rows.map(([row, kind, digest]) => `${kind} ${/<td>(.*?)<\/td>/.exec(row)?.[1]} ${digest}\n`);
  const whole = createHash('sha256').update(lines.join('')).digest('hex');
  expect(html).toContain(`<td></td><td></td><td><code>${whole}</code></td>`);
  const plain = html.replace(/<[^>]+>/g, '').replaceAll('&#39;', "'");
  for (const text of [
    'Union d’associations (exemple) est un nom fictif',
    'd’abord : 5 ; puis : 3',
    'Cette année, notre défi est de garder des lieux d’accueil ouverts partout',
    'Plafond, en fois le don actuel1,6',
    'Plus grand montant accepté1000',
    'du : 1er janvier 2026',
    'Votre don reste sans engagement, modifiable à tout moment. Pour le modifier',
    'Référence de votre mandat (RUM) : [RUM]',
  ])
    expect(plain).toContain(text);
});

describe('texts of the page', () => {
  it('escapes what is in the file and in the sample', () => {
    const html = sayHtml('<b>& {{ nom }}', { nom: '<i>"' }, {}).toString();
    expect(html).toContain('&lt;b&gt;&amp; ');
    expect(html).toContain('>&lt;i&gt;&quot;</span>');
  });

  it('says every variant of a text', () => {
    const say = 'Merci{% if cumul %} : {{ cumul }}{% else %} encore{% endif %}.';
    const html = sayHtml(say, { cumul: '840 €' }, {}).toString();
    expect(html.replace(/<[^>]+>/g, '')).toBe(
      'Mercisi le total des dons est connu :  : 840 €sinon :  encore.',
    );
  });
});

it('R-63 conditions on profiles are said by the words of the campaign', () => {
  const settings = {
    profiles: {
      canal: { label: 'canal de recrutement', column: 'INFO_1', classes: { RUE: ['a'], WEB: ['b'] } },
    },
  } as const satisfies Profiled;
  const told = (say: string) =>
    sayHtml(say, { cumul: '840 €' }, settings)
      .toString()
      .replace(/<[^>]+>/g, '');
  expect(told('Merci{% if profil.canal == "RUE" and cumul %} à vous{% endif %}.')).toBe(
    'Mercisi canal de recrutement : rue et le total des dons est connu :  à vous.',
  );
  expect(told('{% unless profil.canal != "NON_CLASSE" %}A{% endunless %}')).toBe(
    'sauf si canal de recrutement autre que non classé : A',
  );
  expect(told('{% case profil.canal %}{% when "RUE", "WEB" %}A{% else %}B{% endcase %}')).toBe(
    'si canal de recrutement : rue ou canal de recrutement : web : Asinon : B',
  );
});

/** Links that only go forward: a script without loops. */
const graph = fc.integer({ min: 2, max: 14 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    links: fc.array(
      fc
        .tuple(fc.nat(size - 2), fc.nat(size - 1))
        .filter(([from, to]) => from < to)
        .map(([from, to]): Link => ({ from: `n${from}`, to: `n${to}` })),
      { maxLength: 24 },
    ),
  }),
);

it('no two nodes of the drawing overlap, and every link goes down', () => {
  const cell = { width: 100, height: 40, gap: 10, drop: 20 };
  fc.assert(
    fc.property(graph, ({ size, links }) => {
      const ids = Array.from({ length: size }, (_, at) => `n${at}`);
      const { nodes, width, height } = drawLayers(ids, links, cell);
      const places = [...nodes.values()];
      for (const [at, a] of places.entries()) {
        expect(a.x - 50).toBeGreaterThanOrEqual(0);
        expect(a.x + 50).toBeLessThanOrEqual(width);
        expect(a.y + 20).toBeLessThanOrEqual(height);
        for (const b of places.slice(at + 1))
          if (a.y === b.y) expect(Math.abs(a.x - b.x)).toBeGreaterThan(100);
      }
      for (const { from, to } of links) expect(nodes.get(from)!.y).toBeLessThan(nodes.get(to)!.y);
    }),
    { numRuns: 200 },
  );
});
