import { kindFacts } from '../../../shared/campaign-kind.ts';
import { countryFacts } from '../../../shared/country.ts';
import type { Currency } from '../../../shared/currency.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { formatHomeMoney, money } from '../../../shared/money.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import type { Estimate } from '../simulation/simulation-figures.ts';
import { frenchDay, frenchInstant, orToComplete, TO_COMPLETE } from '../wording/custody-words.ts';
import { type OfferedCampaign, type OfferFacts, offerTotals } from './offer-facts.ts';
import { OFFER_GUARANTEES, OFFER_METHOD } from './offer-words.ts';

function numberText(value: number, digits: number): string {
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  return value
    .toLocaleString('fr-FR', format)
    .replace(/[\u202f\u00a0]/g, ' ')
    .replace('-', '−');
}

/** A mean with its margin; « n. d. » where the simulation cannot tell. */
function estimateText(one: Estimate | undefined, { scale = 1, digits = 0, unit = '' } = {}): string {
  if (!one) return 'n. d.';
  const margin = one.margin === null ? '' : ` ± ${numberText(one.margin * scale, digits)}`;
  return `${numberText(one.mean * scale, digits)}${margin}${unit}`;
}

const PERCENT = { scale: 100, digits: 1, unit: ' %' } as const;

function askedSection({ campaigns }: OfferFacts): DocumentSection {
  return {
    kind: 'table',
    title: '1. Ce que nous avons compris de votre demande',
    headers: ['Campagne', 'Ce qu’elle fait', 'Pays', 'Donateurs', 'Du', 'Au', 'Objectifs'],
    rows: campaigns.map(({ settings, records, currency }) => [
      settings.name,
      kindFacts(settings.kind).about,
      countryFacts(settings.country).name,
      numberText(records, 0),
      frenchDay(settings.starts),
      frenchDay(settings.ends),
      targetWords(settings.targets, currency),
    ]),
  };
}

function foreseenSections(facts: OfferFacts): readonly DocumentSection[] {
  const { reach, seeds, agents, campaigns } = facts;
  const { M, A, S, SA } = reach.parts;
  return [
    {
      kind: 'table',
      title: '3. Ce que nous prévoyons : une simulation, pas une promesse',
      headers: [
        'Campagne',
        'Équipe',
        'Traités',
        'Utiles',
        'Accords',
        'Par accord et par mois',
        'Jours',
        'Heures',
      ],
      rows: campaigns.map(({ settings, foreseen, currency, agents: crew }) => [
        settings.code,
        String(crew),
        estimateText(foreseen.processed, PERCENT),
        estimateText(foreseen.usefulOfProcessed, PERCENT),
        estimateText(foreseen.agreementsOfUseful, PERCENT),
        foreseen.addedPerAgreementMinor
          ? formatHomeMoney(money(Math.round(foreseen.addedPerAgreementMinor.mean), currency))
          : 'n. d.',
        estimateText(foreseen.daysToFinish),
        estimateText(foreseen.callHours),
      ]),
    },
    {
      kind: 'text',
      title: 'Sur quoi elle repose',
      paragraphs: [
        `Donateurs imaginaires, ${inNumber(agents, 'téléacteur(s)')} en tout${seeds.length > 1 ? ` ; ± est l’intervalle à 95 % sur ${seeds.length} essais du hasard` : ''}.`,
        `Supposé : au premier essai une personne décroche ${M} % le matin, ${A} % l’après-midi, ${S} % le soir, ${SA} % le samedi.`,
        `Supposé : oui à la première proposition, ${reach.accepts.upgrade.first} % (augmentation), ${reach.accepts.reactivation.first} % (réactivation).`,
        ...missedTargets(campaigns),
      ],
    },
  ];
}

/** Nothing of agreements where nothing is asked. */
function targetWords(
  { processed, useful, agreements, averageMinor }: CampaignSettings['targets'],
  currency: Currency,
): string {
  const reached = `${processed} % traités, ${useful} % de contacts utiles`;
  if (agreements === undefined || averageMinor === undefined) return reached;
  return `${reached}, ${agreements} % d’accords, ${formatHomeMoney(money(averageMinor, currency))} par accord et par mois`;
}

/** Said as plainly as what is reached: an offer that hides it is found out in the second week. */
function missedTargets(campaigns: readonly OfferedCampaign[]): readonly string[] {
  return campaigns.flatMap(({ settings, foreseen }) => {
    const rates = [
      ['donateurs traités', foreseen.processed, settings.targets.processed],
      ['contacts utiles', foreseen.usefulOfProcessed, settings.targets.useful],
      ['accords', foreseen.agreementsOfUseful, settings.targets.agreements],
    ] as const;
    const missed = rates.filter(([, one, target = 0]) => one !== undefined && one.mean * 100 < target);
    if (missed.length === 0) return [];
    const told = missed.map(
      ([what, one, target]) => `${what} ${estimateText(one, PERCENT)} pour ${target} % visés`,
    );
    return [`${settings.code} : sous ces hypothèses, l’objectif n’est pas atteint (${told.join(' ; ')}).`];
  });
}

function priceSections(facts: OfferFacts): readonly DocumentSection[] {
  const totals = [...offerTotals(facts.campaigns)];
  const unpriced = facts.campaigns.flatMap(({ price, settings }) => (price ? [] : [settings.code]));
  return [
    ...facts.campaigns.map(priceSection),
    {
      kind: 'table',
      title: unpriced.length === 0 ? 'Prix de l’ensemble' : `Prix de l’ensemble, sans ${unpriced.join(', ')}`,
      headers: ['Devise', 'Hors taxe', 'TVA', 'Toutes taxes comprises'],
      rows:
        totals.length === 0
          ? [[TO_COMPLETE, TO_COMPLETE, TO_COMPLETE, TO_COMPLETE]]
          : totals.map(([currency, { netMinor, vatMinor, grossMinor }]) => [
              currency,
              ...[netMinor, vatMinor, grossMinor].map((minor) => formatHomeMoney(money(minor, currency))),
            ]),
    },
  ];
}

function priceSection({ settings, price }: OfferedCampaign): DocumentSection {
  const title = `Prix : ${settings.code}`;
  if (!price) return { kind: 'fields', title, fields: [['Prix', TO_COMPLETE]] };
  const { cost, currency, vatPercent } = price;
  const text = (minor: number | null) => (minor === null ? 'n. d.' : formatHomeMoney(money(minor, currency)));
  return {
    kind: 'table',
    title,
    headers: ['Ligne', 'Quantité prévue', 'Prix unitaire', 'Montant'],
    rows: [
      ...cost.lines.map(({ label, quantity, unitMinor, amountMinor }) => [
        label,
        quantity === null ? 'forfait' : numberText(quantity, 0),
        text(unitMinor),
        text(amountMinor),
      ]),
      ['Total hors taxe', '', '', text(cost.netMinor)],
      [`TVA ${numberText(vatPercent, 1)} %`, '', '', text(cost.vatMinor)],
      ['Total toutes taxes comprises', '', '', text(cost.grossMinor)],
      ['Coût prévu d’un contact utile, hors taxe', '', '', text(cost.perUsefulContactMinor)],
      ['Coût prévu d’un accord, hors taxe', '', '', text(cost.perAgreementMinor)],
    ],
  };
}

/** The technical and financial answer to a call for offers (R-70), in French. Pure: equal facts give equal documents. */
export function offerDocument(facts: OfferFacts): DocumentSpec {
  const { provider, campaigns } = facts;
  return {
    title: 'Offre technique et financière',
    subtitle: `Établie le ${frenchInstant(facts.builtAtMs)}`,
    createdAtMs: facts.builtAtMs,
    footer: `Offre, ${facts.tool}`,
    sections: [
      {
        kind: 'fields',
        title: 'Qui propose',
        fields: [
          ['Prestataire', orToComplete(provider.name)],
          ['Adresse', orToComplete(provider.address)],
          ['Interlocuteur', orToComplete(provider.contact)],
          ['Délégué à la protection des données', orToComplete(provider.dataProtectionOfficer)],
        ],
      },
      askedSection(facts),
      { kind: 'text', title: '2. Notre méthode', paragraphs: OFFER_METHOD },
      {
        kind: 'table',
        title: 'Scripts joints, mot à mot',
        headers: ['Campagne', 'Version', 'Page', 'SHA-256'],
        rows: campaigns.map(({ settings, script }) => [
          settings.code,
          script.version,
          script.file,
          `${script.sha256.slice(0, 16)}…`,
        ]),
      },
      ...foreseenSections(facts),
      {
        kind: 'fields',
        title: '4. Capacité et lieux',
        fields: [
          ['Téléacteurs', String(facts.agents)],
          ['Locaux', orToComplete(provider.premises)],
          ['Machine', orToComplete(provider.hosting)],
          ['Lieu des données', orToComplete(provider.dataPlace)],
        ],
      },
      { kind: 'text', title: '5. Nos garanties', paragraphs: OFFER_GUARANTEES },
      ...priceSections(facts),
    ],
  };
}
