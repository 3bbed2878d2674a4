import * as z from 'zod';
import { CAMPAIGN_KINDS } from '../../../shared/campaign-kind.ts';
import { COUNTRIES } from '../../../shared/country.ts';
import {
  HOUSE_LANGUAGE,
  knownLanguage,
  LANGUAGES,
  type Language,
  languagePack,
} from '../../../shared/language/languages.ts';
import { findingIssue } from './campaign-check-problem.ts';
import { mappingSchema } from './mapping-settings.ts';
import { profilesSchema } from './profile-settings.ts';
import { ratesSchema } from './rates.ts';

/**
 * `campaign.yaml`, parsed and checked. Where a fact is "client to confirm", it is a setting here with the default of
 * `docs/rules/open-questions.md`.
 */

const percent = z.number().min(0).max(100);
const code = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,19}$/, 'code : majuscules, chiffres et tirets, 3 à 20 signes');
const civilDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'date au format AAAA-MM-JJ');
const wholeUnits = z.int().min(1).max(1000);

const windowSchema = z.strictObject({
  /** 1 = Monday … 7 = Sunday. */
  days: z.array(z.int().min(1).max(7)).min(1),
  from: z.string().regex(/^\d{2}:\d{2}$/),
  to: z.string().regex(/^\d{2}:\d{2}$/),
});

/**
 * One rung of the ask ladder, in whole monthly units (docs/rules/asks.md#ladder). `below` is exclusive; absent on the
 * last rung.
 */
const ladderRungSchema = z.strictObject({
  below: wholeUnits.optional(),
  first: wholeUnits,
  second: wholeUnits,
});

const languageSchema = z.string().transform((code, context): Language => {
  const language = knownLanguage(code);
  if (language !== undefined) return language;
  const known = LANGUAGES.map((one) => `${one} (${languagePack(one).name})`).join(', ');
  context.addIssue(
    findingIssue({
      code: 'language-without-pack',
      message: `Une campagne en « ${code} » n’est pas possible : aucun de ses textes ni aucune note ne serait relu.`,
      hint: `langues dont les mots sont connus : ${known}`,
    }),
  );
  return z.NEVER;
});

export const campaignSettingsSchema = z.strictObject({
  code,
  name: z.string().min(1).max(80),
  kind: z.enum(CAMPAIGN_KINDS),
  country: z.enum(COUNTRIES),
  /** In which donors are called and written to: only one that has a pack, whose words are then refused or said. */
  language: languageSchema.default(HOUSE_LANGUAGE),
  charity: z.strictObject({
    /** `{ORG}` of file names. */
    code,
    name: z.string().min(1).max(80),
    /** Spoken and written name that never betrays the cause in a subject line. */
    shortName: z.string().min(1).max(40),
    donorContact: z.string().min(1).max(200),
    privacyNotice: z.string().min(1).max(400),
    /** Sender of confirmations, delegated by the charity. */
    emailFrom: z.email(),
    replyTo: z.email(),
    /** For the papers: on what the charity rests its calls, and who represents it and its data protection officer. */
    legalBasis: z.string().trim().min(2).max(300).optional(),
    representative: z.string().trim().min(2).max(300).optional(),
  }),
  starts: civilDate,
  ends: civilDate,
  targets: z.strictObject({
    processed: percent,
    useful: percent,
    /** Of a kind that asks: what its calls ask for, and how much it brings. */
    agreements: percent.optional(),
    averageMinor: z.int().positive().optional(),
  }),
  /**
   * Euros for one Swiss franc, frozen for the campaign: an indication beside CHF figures, never a sum
   * (docs/rules/indicators.md). Client to confirm.
   */
  indicativeEurPerChf: z.number().positive().max(10).optional(),
  /** Challenges of the moment; the first for everybody is in use. `for`: classes of who may hear it, by profile. */
  themes: z
    .array(
      z.strictObject({
        code: z.string().max(20),
        for: z.record(z.string(), z.array(z.string()).min(1)).optional(),
        impact: z.string().max(400),
        challenge: z.string().max(400),
      }),
    )
    .min(1),
  /** Steps of an upgrade; a reactivation has none. */
  ladder: z.array(ladderRungSchema).default([]),
  /** M1 never exceeds this multiple of the current monthly gift (min +2 units). */
  maxRatio: z.number().min(1).max(3).default(1.6),
  /**
   * Reactivation (docs/rules/asks.md#ladder): least M1 and M2 in whole monthly units, M2's share of the last gift, and the
   * multiple of the last gift that M1 never exceeds (absent: 1.6), whatever the least one.
   */
  reactivation: z
    .strictObject({
      leastFirst: wholeUnits.default(10),
      leastSecond: wholeUnits.default(8),
      secondShare: z.number().min(0.1).max(1).default(0.75),
      maxRatio: z.number().min(1).max(20).optional(),
    })
    .optional(),
  /** Where a donor signs a new mandate (AC_RE_SIGN); absent: the charity sends it by post. */
  signature: z.strictObject({ link: z.url() }).optional(),
  /** The single gift; absent where nothing is asked. */
  oneOff: z
    .strictObject({
      enabled: z.boolean().default(true),
      minUnits: wholeUnits.default(15),
      disposition: z.string().default('DP_LIEN'),
      link: z.url(),
      /**
       * How a gift that is neither by link nor by debit is made, as the end of « Pour le faire, … » in its e-mail: the payee
       * and where to send. Absent in campaigns of before: such an e-mail is then refused, never untrue.
       */
      byPost: z.string().trim().min(10).max(400).optional(),
    })
    .optional(),
  /** The number shown to donors, +33…; never a mobile one in France (docs/rules/law.md#france). */
  callerNumber: z
    .string()
    .regex(/^\+\d{8,15}$/, 'numéro au format +33199000000')
    .optional(),
  /**
   * Belgium, « Ne m’appelez plus » (docs/rules/law.md#belgium): licences of both parties, who checks, and how fresh a
   * check must be.
   */
  doNotCallList: z
    .strictObject({
      agencyLicence: z.string().min(1).max(40),
      charityLicence: z.string().min(1).max(40),
      checkedBy: z.enum(['AGENCE', 'ASSOCIATION']).default('AGENCE'),
      maxAgeDays: z.int().min(1).max(30).default(30),
    })
    .optional(),
  /**
   * The supplier of telephone numbers that the charity approved as a sub-processor (docs/rules/enrichment.md); absent:
   * no number is asked.
   */
  enrichment: z.strictObject({ supplier: code }).optional(),
  callingProfile: z.enum(['STANDARD', 'STRICT_D223-9']).default('STANDARD'),
  windows: z.array(windowSchema).min(1),
  /** A donor may ask for an appointment up to this hour (docs/rules/cadence.md). */
  appointmentUntil: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .default('20:30'),
  holidays: z
    .strictObject({ add: z.array(civilDate).default([]), remove: z.array(civilDate).default([]) })
    .prefault({}),
  cadence: z
    .strictObject({
      maxAttempts: z.int().min(1).max(10).default(8),
      maxPerDay: z.int().min(1).default(1),
      maxPer7Days: z.int().min(1).default(3),
      minHoursBetween: z.int().min(1).default(20),
      busyRetryMinutes: z.int().min(1).default(20),
      busyRetries: z.int().min(0).default(2),
      leaseMinutes: z.int().min(1).max(60).default(10),
      personalHoldMinutes: z.int().min(0).default(30),
      /** Another number of the donor is proposed at once after one rung in vain; absent: no. */
      secondNumber: z.boolean().optional(),
      /**
       * Between a refusal in one campaign and a call for another of the charity (F-12); the strict profile asks for 60
       * at least.
       */
      refusalRestDays: z.int().min(0).default(30),
    })
    .prefault({}),
  exclusions: z
    .strictObject({
      increaseMonths: z.int().min(0).default(12),
      recruitmentMonths: z.int().min(0).default(6),
      /** Of the donors who may be called, as the contact file writes them; absent: the language of the campaign alone. */
      admittedLanguages: z.array(z.string()).min(1).optional(),
    })
    .prefault({}),
  /** Rows and sheets that do not show in the charity's workbooks: the file is refused, or they are taken in and told. */
  workbooks: z.strictObject({ hidden: z.enum(['refused', 'told']).default('refused') }).optional(),
  /** First debit (docs/rules/direct-debit.md): max(call + minDays, Wednesday of delivery + processing working days). */
  firstDebit: z
    .strictObject({ minDays: z.int().min(14).default(14), processingWorkingDays: z.int().min(0).default(5) })
    .prefault({}),
  /**
   * Which agreements a verifier must look at before they reach the weekly file (F-05): all of them, a share drawn by
   * the call's id, or none. Absent: all. Whatever the share, the first agreements of a new agent are always verified.
   */
  verification: z
    .strictObject({
      mode: z.enum(['all', 'sample', 'none']),
      ratePercent: z.int().min(1).max(100).default(20),
      firstAgreements: z.int().min(0).max(500).default(10),
    })
    .optional(),
  /** Between an ending and the next card, to finish what the call asks for; absent or 0: the next card comes at once. */
  wrapUpSeconds: z.int().min(0).max(120).optional(),
  /** Whether donors are told that a colleague may listen (`plateau quality`): absent, they are. */
  listening: z.enum(['told', 'none']).optional(),
  /**
   * Whom this campaign may be entrusted to: with `register: required`, only a person whose contract is in the staff register
   * absent, only the dates of those who are in it count. With `modules: required`, only one who learned every module of
   * modules.yaml.
   */
  staff: z
    .strictObject({
      register: z.enum(['required', 'optional']).optional(),
      modules: z.enum(['required', 'optional']).optional(),
    })
    .optional(),
  /** A provisional return that leaves by itself; absent: by a command, or at the observer’s demand. */
  provisionalReturn: z.enum(['weekly', 'monthly']).optional(),
  /** What the provider invoices, for its own eyes; absent: no cost is computed. */
  rates: ratesSchema.optional(),
  /**
   * Profiles of donors: values are classed as a file comes in, and the class alone stands in clear. Figures cross them,
   * filters of leads, scripts and themes read them. Absent: none.
   */
  profiles: profilesSchema.optional(),
  /** Least donors of a class that is shown; absent: 5. */
  smallestClass: z.int().min(5).max(1000).optional(),
  /**
   * When the week's review pack leaves by itself for the charity's drop: a day of the week after, 1 is Monday, and an hour
   * of the house's zone. One such campaign is enough for its charity. Absent: by command alone.
   */
  review: z
    .strictObject({
      day: z.int().min(1).max(7).default(2),
      hour: z.int().min(0).max(23).default(22),
    })
    .optional(),
  /**
   * Whether the final file holds a row for each line refused at import, beside those of its records; absent: it does not
   * (docs/rules/layouts.md#return-file).
   */
  finalFile: z.strictObject({ rejectedRows: z.enum(['with', 'without']) }).optional(),
  /** What the charity calls the columns: read from `mapping.yaml` beside this file, never written here; absent: our names. */
  mapping: mappingSchema.optional(),
  giftCeilingMinor: z.int().positive().default(100_000),
  emailHoldMinutes: z.int().min(0).default(30),
  /** Dated tax sentences; off until the charity confirms (docs/rules/tax.md). */
  tax: z
    .strictObject({
      enabled: z.boolean().default(false),
      sentence: z.string().max(300),
      validFrom: civilDate,
      validTo: civilDate,
      minYearlyMinor: z.int().min(0).default(0),
      source: z.string(),
    })
    .optional(),
  definitions: z
    .strictObject({
      processed: z.enum(['CLOSED', 'ATTEMPTED']).default('CLOSED'),
      usefulBase: z.enum(['PROCESSED', 'DELIVERED']).default('PROCESSED'),
    })
    .prefault({}),
  retentionDays: z.int().min(0).max(30).default(30),
  contract: z.string().max(80).default(''),
});

export type CampaignSettings = z.output<typeof campaignSettingsSchema>;

/** Keys that had another name: what is written under the old one is refused with the new one. */
export const RENAMED_SETTINGS: Readonly<Record<string, string>> = {
  'exclusions.languages': 'exclusions.admittedLanguages',
};

/** Languages of the donors who may be called. */
export function admittedLanguages({ language, exclusions }: CampaignSettings): readonly string[] {
  return exclusions.admittedLanguages ?? [language];
}

/** Confirmation e-mails of a campaign, keyed by kind; Liquid sources. */
export interface EmailTemplate {
  readonly kind: EmailKind;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
export const EMAIL_KINDS = ['agreement', 'one-off', 'information', 'rectification'] as const;
export type EmailKind = (typeof EMAIL_KINDS)[number];
