import { describe, expect, it } from 'vitest';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { previewCard } from '../../../server/domain/script/script-preview-card.ts';
import { sampleDonors } from '../../../server/domain/script/script-preview-samples.ts';
import { currentNode } from '../../../tui/state/call/call.ts';
import type { WorkstationState } from '../../../tui/state/workstation-state.ts';
import {
  CAMPAIGN_FOLDERS,
  type CampaignFolder,
  loadedCampaign,
} from '../../support/campaign/reference-campaigns.ts';
import { MONDAY_EVENING_MS } from '../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../support/workstation/screen-text.ts';
import { startState, tell } from '../../support/workstation/workstation-driver.ts';

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 120, rows: 40 },
] as const;
const rules = callingRules();

/** A person with everything long: nobody who exists, no number that rings. */
const LONG = {
  lastName: 'de Saint-Exemple-Testeur',
  firstName: 'Marie-Antoinette',
  addressL2: 'Appartement 12',
  addressL3: 'Bâtiment C',
  addressL4: '112 bis avenue de l’Exemple',
  city: 'SAINT-EXEMPLE-EN-MONTAGNE',
  email: 'marie-antoinette.saint-exemple@exemple.invalid',
};

/** The workstation with that campaign's card, standing on each of its steps in turn. */
function steps(
  folder: CampaignFolder,
  change: Partial<CampaignSettings> = {},
): { readonly id: string; readonly state: WorkstationState }[] {
  const { settings: written, script } = loadedCampaign(folder);
  const settings = { ...written, ...change };
  const [usual] = sampleDonors(settings);
  if (!usual) throw new Error('a campaign has samples');
  const donor = { ...usual.donor, ...LONG };
  const card = previewCard({
    settings,
    scriptVersion: script.version,
    donor,
    rules,
    nowMs: MONDAY_EVENING_MS,
  });
  const open = tell(startState(), { type: 'card-came', card, script });
  if (open.stage.at !== 'call') throw new Error('the card came');
  const { stage } = open;
  return Object.keys(script.nodes).map((id) => ({
    id,
    state: { ...open, stage: { ...stage, call: { ...stage.call, path: [{ node: id }] } } },
  }));
}

function answersOf({ stage }: WorkstationState) {
  return stage.at === 'call' ? currentNode(stage.call).answers : [];
}

/** What a frame may not hold: a text that goes on below, a cut that nobody wrote. */
const CUT = /↓ \d+|\S…/u;

/** The script in its place: below its title, above the proposals, without the card beside it. */
function scriptOf(text: string, columns: number): string[] {
  const rows = text.trimEnd().split('\n');
  if (columns < 100) return rows.slice(6, 17);
  const beside = rows.filter((row) => /[┬│├]/.test(row));
  const end = beside.findIndex((row) => row.includes('├'));
  return beside.slice(0, end).map((row) => row.slice(row.search(/[┬│]/) + 1));
}

/** Kept as text without blank rows: what a person reads. */
function told(id: string, rows: readonly string[]): string {
  const lines = rows.map((row) => row.replace(/[ ─]+$/, '')).filter((row) => row !== '');
  return [`[${id}]`, ...lines, ''].join('\n');
}

describe.each(CAMPAIGN_FOLDERS)('every step of %s', (folder) => {
  const all = steps(folder);
  const drawn = SIZES.map((size) =>
    all.map(({ id, state }) => ({ id, state, size, frame: drawnScreen(state, size) })),
  );

  it.each(SIZES.map((size, at) => [`${size.columns}×${size.rows}`, drawn[at] ?? []] as const))(
    'at %s shows all that is said, the remark and every answer, uncut',
    (_, frames) => {
      expect(frames.length).toBeGreaterThan(20);
      for (const { id, state, size, frame } of frames) {
        expect(frame.overflows, id).toEqual([]);
        const said = scriptOf(frame.text, size.columns).join('\n');
        expect(said.match(CUT)?.[0], id).toBeUndefined();
        for (const { key, label } of answersOf(state)) expect(said, id).toContain(`${key}  ${label}`);
      }
    },
  );

  it('reads as kept, at each size', async () => {
    const text = drawn.flatMap((frames, at) => [
      `== ${SIZES[at]?.columns}×${SIZES[at]?.rows} ==\n`,
      ...frames.map(({ id, size, frame }) => told(id, scriptOf(frame.text, size.columns))),
    ]);
    await expect(text.join('\n')).toMatchFileSnapshot(`../../golden/steps/${folder}.txt`);
  });
});

const TAXED = CAMPAIGN_FOLDERS.filter((folder) => loadedCampaign(folder).settings.tax !== undefined);

describe.each(TAXED)('the proposal of %s, its tax sentence in force', (folder) => {
  const { tax } = loadedCampaign(folder).settings;
  const proposal = steps(folder, tax ? { tax: { ...tax, enabled: true } } : {}).find(
    ({ id }) => id === 'proposition',
  );

  it.each(SIZES)('at %o says that nothing binds, without scrolling; what goes on below is said', (size) => {
    if (!proposal) throw new Error('the script proposes');
    const { text, overflows } = drawnScreen(proposal.state, size);
    expect(overflows).toEqual([]);
    const said = scriptOf(text, size.columns).join(' ').replace(/\s+/g, ' ');
    expect(said).toMatch(/vous pourrez modifier ou arrêter à tout moment\. Si vous êtes imposable/);
    expect(/Proposez une fois/.test(said) || /↓ \d+ lignes? de plus/.test(said)).toBe(true);
  });
});
