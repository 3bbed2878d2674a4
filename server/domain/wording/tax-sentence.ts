import type { Country } from '../../../shared/country.ts';
import { foldedText } from '../../../shared/folded-text.ts';
import { type Language, languagePack } from '../../../shared/language/languages.ts';
import type { Finding } from '../campaign/campaign-check-problem.ts';
import type { CampaignSettings } from '../campaign/campaign-settings.ts';
import type { Audience } from './country-words.ts';

/** What may be said of taxes in one country (docs/rules/tax.md). */
interface TaxRule {
  /** Percentages that the law holds; any other is refused, and in Switzerland every one. */
  readonly percents: readonly number[];
  /** The rule began that day. */
  readonly from?: string;
  /** Least yearly gift that gives a right to anything, minor units. */
  readonly leastYearlyMinor: number;
  /** French, completes a hint. */
  readonly rule: string;
}

/** THE table. FR: 66 %, or 75 % for some bodies, within 20 % of income. BE: 30 % from 40 € a year, within 10 %. CH: no figure. */
const TAX_RULES: Readonly<Record<Country, TaxRule>> = {
  FR: {
    percents: [66, 75, 20],
    leastYearlyMinor: 0,
    rule: '66 % dans la limite de 20 % du revenu imposable',
  },
  BE: {
    percents: [30, 10],
    from: '2025-01-01',
    leastYearlyMinor: 4000,
    rule: '30 % depuis le 1er janvier 2025, dès 40 € par an',
  },
  CH: { percents: [], leastYearlyMinor: 10_000, rule: 'aucun taux : « déductible dès 100 francs par an »' },
};

/** The first words of a text that promise something about taxes; undefined when there are none. */
export function taxTalkIn(text: string, language: Language): string | undefined {
  return languagePack(language).wording.taxTalk.exec(foldedText(text))?.[0];
}

/** A tax sentence written anywhere but in `tax.sentence` escapes its dates and its switch: refused. */
export function checkNoTaxTalk(text: string, at: Finding['at'], language: Language): Finding[] {
  const found = taxTalkIn(text, language);
  if (found === undefined) return [];
  return [
    {
      at,
      code: 'tax-talk',
      message: `Ce texte parle d’impôt hors de la phrase fiscale datée : « ${found} ».`,
      hint: 'écrivez la phrase sous « tax » de campaign.yaml et dites {{ phrase_fiscale }}',
    },
  ];
}

function checkFigures(tax: NonNullable<CampaignSettings['tax']>, { country, language }: Audience): Finding[] {
  const { percentages } = languagePack(language).wording;
  const rule = TAX_RULES[country];
  const findings: Finding[] = [];
  const figures = [...tax.sentence.matchAll(percentages)].map((match) =>
    Number((match[1] ?? '').replace(',', '.')),
  );
  const wrong = figures.find((figure) => !rule.percents.includes(figure));
  if (wrong !== undefined)
    findings.push({
      at: ['tax', 'sentence'],
      code: 'tax-figure',
      message: `Le taux de ${wrong} % ne vaut pas dans ce pays.`,
      hint: rule.rule,
    });
  if (rule.from !== undefined && tax.validFrom < rule.from)
    findings.push({
      at: ['tax', 'validFrom'],
      code: 'tax-before-rule',
      message: `La règle fiscale ne vaut que depuis le ${rule.from}.`,
      hint: rule.rule,
    });
  if (tax.minYearlyMinor < rule.leastYearlyMinor)
    findings.push({
      at: ['tax'],
      code: 'tax-minimum',
      message: `« minYearlyMinor » est sous le minimum légal de ${rule.leastYearlyMinor} centimes par an.`,
      hint: rule.rule,
    });
  return findings;
}

/**
 * Faults of the campaign's tax sentence: said or not, it names its condition and only figures of its country;
 * switched on, it is valid on every day of the campaign. The server leaves it out on any other day.
 */
export function checkTaxSentence(settings: CampaignSettings): readonly Finding[] {
  const { tax, starts, ends } = settings;
  if (!tax) return [];
  const findings = checkFigures(tax, settings);
  const { taxCondition } = languagePack(settings.language).wording;
  if (!foldedText(tax.sentence).includes(taxCondition.folded))
    findings.push({
      at: ['tax', 'sentence'],
      code: 'tax-without-condition',
      message: 'La phrase fiscale ne dit pas à qui elle s’adresse.',
      hint: `elle contient « ${taxCondition.written} »`,
    });
  if (tax.enabled && (tax.validFrom > starts || tax.validTo < ends))
    findings.push({
      at: ['tax', 'validTo'],
      code: 'tax-outside-validity',
      message: `La phrase fiscale vaut du ${tax.validFrom} au ${tax.validTo}, pas pendant toute la campagne.`,
      hint: 'mettez « enabled: false », ou changez la validité quand l’association l’a confirmée',
    });
  return findings;
}
