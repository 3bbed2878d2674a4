import { describe, expect, it } from 'vitest';
import { ratesSchema } from '../../../server/domain/campaign/rates.ts';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import { offerDocument } from '../../../server/domain/offer/offer-document.ts';
import type { OfferFacts } from '../../../server/domain/offer/offer-facts.ts';
import { countToComplete } from '../../../server/domain/papers/paper-facts.ts';
import { draftsOf } from '../../../server/domain/said/script-draft.ts';
import { openPdfDocuments } from '../../../server/pdf/pdf-documents.ts';
import { makeOffer, type OfferRequest } from '../../../server/steps/offer/make-offer.ts';
import { reachOf } from '../../../server/steps/simulation/simulate-campaigns.ts';
import { referenceScript } from '../../support/campaign/reference-campaign.ts';
import { storySettings } from '../../support/review/review-story.ts';

const RATES = ratesSchema.parse({
  ...{ vatPercent: 20, hourMinor: 3000, usefulContactMinor: 100, agreementMinor: 500 },
  fixed: [{ label: 'Mise en place et formation', amountMinor: 200_000 }],
});
const SETTINGS = storySettings({ rates: RATES, ends: '2027-01-31' });

const script = referenceScript();
const sha256 = 'a'.repeat(64);
const drafts = draftsOf({ settings: SETTINGS, script, scriptHash: sha256, emails: [], aids: undefined });

function request(change: Partial<OfferRequest> = {}): OfferRequest {
  return {
    campaigns: [{ settings: SETTINGS, records: 300, script, sha256, drafts }],
    ...{ agents: 3, reach: reachOf('{}'), seeds: [1, 2] },
    provider: { name: 'Centre fictif, SAS' },
    builtAtMs: Date.parse('2026-10-01T09:00:00+02:00'),
    ...change,
  };
}

const text = (file: { readonly base64: string } | undefined) =>
  Buffer.from(file?.base64 ?? '', 'base64').toString();
const documents = openPdfDocuments();

describe('R-70 plateau offer', () => {
  it('prices what the simulation foresees, and its parts add up', async () => {
    const files = await makeOffer({ documents }, request());
    expect(files.map(({ name }) => name)).toEqual([
      ...['offre.pdf', 'offre.md', 'offre.json'],
      `script-${SETTINGS.code}.html`,
    ]);
    expect(await makeOffer({ documents }, request())).toEqual(files);
    const facts = JSON.parse(text(files[2])) as OfferFacts;
    const [one] = facts.campaigns;
    const { foreseen, price } = one!;
    const useful = Math.round(300 * foreseen.processed!.mean * foreseen.usefulOfProcessed!.mean);
    const agreements = Math.round(useful * foreseen.agreementsOfUseful!.mean);
    const hours = Math.round(foreseen.callHours!.mean);
    expect(useful).toBeGreaterThan(50);
    const net = hours * 3000 + useful * 100 + agreements * 500 + 200_000;
    expect(price!.cost).toMatchObject({ netMinor: net, vatMinor: Math.round(net / 5) });
    const page = text(files[1]);
    for (const said of ['Centre fictif, SAS', 'Toutes taxes comprises', 'Notre méthode', 'Nos garanties'])
      expect(page).toContain(said);
    expect(page).toContain('une simulation, pas une promesse');
    expect(text(files[3])).toContain('<html');
  });

  it('says which target the simulation misses, and hides none', async () => {
    const targets = { ...SETTINGS.targets, processed: 100, agreements: 90 };
    const campaigns = request().campaigns.map((one) => ({ ...one, settings: { ...SETTINGS, targets } }));
    const [, page] = await makeOffer({ documents }, request({ campaigns }));
    expect(text(page)).toMatch(/l’objectif n’est pas atteint \(.*accords .* pour 90 % visés/);
  });

  it('without rates or a provider says « à compléter », and invents no price', async () => {
    const { rates: _, ...settings } = SETTINGS;
    const campaigns = request().campaigns.map((one) => ({ ...one, settings }));
    const [, page, json] = await makeOffer({ documents }, request({ campaigns, provider: {} }));
    const facts = JSON.parse(text(json)) as OfferFacts;
    expect(facts.campaigns[0]?.price).toBeUndefined();
    expect(countToComplete(offerDocument(facts))).toBeGreaterThanOrEqual(8);
    expect(text(page)).not.toContain('0 €');
    expect(text(page)).toContain(`Prix de l’ensemble, sans ${settings.code}`);
    expect(documentMarkdown(offerDocument(facts))).toBe(text(page));
  });
});
