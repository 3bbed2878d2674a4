import type { CallScript } from '../../../shared/call-script.ts';
import { AppError } from '../../../shared/errors.ts';
import { VERSION } from '../../../shared/version.ts';
import { costOf } from '../../domain/cost/cost-of-work.ts';
import { documentMarkdown } from '../../domain/files/document-markdown.ts';
import { stableJson } from '../../domain/files/stable-json.ts';
import type { Provider } from '../../domain/house/provider.ts';
import { offerDocument } from '../../domain/offer/offer-document.ts';
import type { OfferedCampaign, OfferFacts } from '../../domain/offer/offer-facts.ts';
import { approvalPage } from '../../domain/said/approval-page.ts';
import type { ScriptDraft } from '../../domain/said/script-draft.ts';
import { partsOfFolder } from '../../domain/said/script-page-parts.ts';
import type { DocumentWriter } from '../../ports/document.ts';
import { type MadeFile, madeFile } from '../papers/paper-files.ts';
import {
  type CampaignToSimulate,
  type SimulatedOrder,
  type SimulateRequest,
  simulateCampaigns,
} from '../simulation/simulate-campaigns.ts';

interface CampaignToOffer extends CampaignToSimulate {
  readonly script: CallScript;
  /** Of script.yaml. */
  readonly sha256: string;
  /** All that is said and sent. */
  readonly drafts: readonly ScriptDraft[];
}

export interface OfferRequest extends Omit<SimulateRequest, 'campaigns'> {
  readonly campaigns: readonly CampaignToOffer[];
  readonly provider: Provider;
  readonly builtAtMs: number;
}

/**
 * The offer of the campaigns: its document as PDF, Markdown and JSON, and the page of each script. Reads no base; the
 * same request gives the same bytes. AppError `offer-script-unusable`.
 */
export async function makeOffer(
  { documents }: { readonly documents: DocumentWriter },
  request: OfferRequest,
): Promise<readonly MadeFile[]> {
  const pages = request.campaigns.map(pageOf);
  const [cadence] = await simulateCampaigns(request);
  const { provider, agents, seeds, reach, builtAtMs } = request;
  const facts: OfferFacts = {
    ...{ provider, agents, seeds, reach, builtAtMs },
    tool: `Plateau ${VERSION}`,
    campaigns: request.campaigns.map((one, at) => offered(one, pages[at], cadence?.campaigns[at])),
  };
  const document = offerDocument(facts);
  return [
    madeFile('offre.pdf', await documents.pdf(document)),
    madeFile('offre.md', documentMarkdown(document)),
    madeFile('offre.json', stableJson(facts)),
    ...pages.map(({ name, html }) => madeFile(name, html)),
  ];
}

interface Page {
  readonly name: string;
  readonly html: string;
}

function pageOf({ settings, script, drafts }: CampaignToOffer): Page {
  const html = approvalPage({ settings, script, parts: partsOfFolder(drafts) });
  if (html !== undefined) return { name: `script-${settings.code}.html`, html };
  throw new AppError({
    code: 'offer-script-unusable',
    kind: 'invalid',
    message: `Aucun chemin du script de ${settings.code} ne mène à un accord : l’offre ne peut pas le joindre.`,
    hint: 'Voyez-le avec plateau campaign check, corrigez, puis recommencez.',
  });
}

function offered(
  one: CampaignToOffer,
  page: Page | undefined,
  simulated: SimulatedOrder['campaigns'][number] | undefined,
): OfferedCampaign {
  if (!page || !simulated) throw new Error('each campaign has its page and its simulation');
  const { settings, records, script } = one;
  const { figures, agents, currency } = simulated;
  const {
    processed,
    usefulOfProcessed,
    agreementsOfUseful,
    addedPerAgreementMinor,
    daysToFinish,
    callHours,
  } = figures;
  return {
    ...{ settings, records, agents, currency },
    script: { version: script.version, file: page.name, sha256: one.sha256 },
    foreseen: {
      ...{ processed, usefulOfProcessed, agreementsOfUseful },
      ...{ addedPerAgreementMinor, daysToFinish, callHours },
    },
    price: priceOf(one, figures),
  };
}

/** Contacts and agreements as the simulation foresees them, rounded to whole ones. */
function priceOf(
  { settings, records }: CampaignToOffer,
  figures: SimulatedOrder['campaigns'][number]['figures'],
): OfferedCampaign['price'] {
  const { rates } = settings;
  const { callHours, processed, usefulOfProcessed, agreementsOfUseful } = figures;
  if (!rates || !callHours || !processed || !usefulOfProcessed || !agreementsOfUseful) return undefined;
  const usefulContacts = Math.round(records * processed.mean * usefulOfProcessed.mean);
  const work = {
    seconds: Math.round(callHours.mean) * 3600,
    usefulContacts,
    agreements: Math.round(usefulContacts * agreementsOfUseful.mean),
  };
  const { currency, vatPercent } = rates;
  return { currency, vatPercent, cost: costOf(rates, work, 'with-fixed') };
}
