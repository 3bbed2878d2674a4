import * as z from 'zod';
import { COUNTRIES } from '../../../shared/country.ts';
import { PLEDGE_LINE } from '../campaign/pledge-line-kind.ts';
import { noCardIn } from './line-texts.ts';

const code = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,19}$/, 'code : majuscules, chiffres et tirets, 3 à 20 signes');
const civilDate = z.iso.date('date au format AAAA-MM-JJ');
const hour = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'heure au format HH:MM');
const site = z.string().regex(/^[A-Z][A-Z0-9-]{1,19}$/, 'site : majuscules, chiffres et tirets');
/** It goes into the text of the PBX: nothing that ends a line, a field or a word there. */
const queue = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,29}$/, 'file d’attente : minuscules, chiffres et tirets, sans accent');
const words = (max: number) => z.string().trim().min(2).max(max).superRefine(noCardIn);

/** `[1, 3]` or `["1-6"]`, 1 = Monday … 7 = Sunday, as a sorted list. */
const days = z
  .array(z.union([z.int().min(1).max(7), z.string().regex(/^[1-7]-[1-7]$/, 'jours : 1 à 7, ou « 1-6 »')]))
  .min(1)
  .transform((all): readonly number[] =>
    [...new Set(all.flatMap((one) => (typeof one === 'number' ? [one] : daysBetween(one))))].toSorted(),
  );

function daysBetween(text: string): readonly number[] {
  const [from = 1, to = 7] = text.split('-').map(Number);
  const length = from <= to ? to - from + 1 : to + 7 - from + 1;
  return Array.from({ length }, (_, at) => ((from - 1 + at) % 7) + 1);
}

const route = z.strictObject({
  /** `to` is exclusive; at or before `from`, it is that of the next day. */
  when: z.union([z.literal('always'), z.strictObject({ days, from: hour, to: hour })], {
    error: '« always », ou « days », « from » et « to »',
  }),
  to: site,
  /** Calls at once that the site takes before the others go on; absent: as many as come. */
  max: z.int().min(1).max(1000).optional(),
  /** Within what a lead may change `max` during the evening; absent: not at all. */
  maxBetween: z.strictObject({ least: z.int().min(0).max(1000), most: z.int().min(0).max(1000) }).optional(),
  /** How long a caller waits there before going on; absent: as long as it takes. */
  spillAfterSeconds: z.int().min(5).max(600).optional(),
  overflow: site.optional(),
});

/** `campaign.yaml` of a pledge line, parsed. */
export const lineSettingsSchema = z.strictObject({
  code,
  name: words(80),
  kind: z.literal(PLEDGE_LINE),
  country: z.enum(COUNTRIES),
  charity: z.strictObject({
    code,
    name: words(80),
    donorContact: words(200),
    /** Sender of links and reminders, delegated by the charity: asked where one of them goes by e-mail. */
    emailFrom: z.email().optional(),
    replyTo: z.email().optional(),
    /** Whom telephones show as the sender of text messages; absent: what the gateway shows. */
    textFrom: z
      .string()
      .regex(
        /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/,
        'expéditeur : 3 à 11 lettres ou chiffres, sans espace ni accent',
      )
      .optional(),
  }),
  starts: civilDate,
  ends: civilDate,
  /**
   * Whom the charity knows by a caller's number is proposed to the agent, or nobody is; `directory`: where it knows nobody, whom
   * its directory lists. Absent: whom it knows.
   */
  prefill: z.enum(['charity', 'directory', 'none']).optional(),
  /** The number that callers dial, as it is shown: the operator routes it. */
  line: z.strictObject({ shown: z.string().regex(/^[+\d][\d ]{1,19}$/, 'numéro : chiffres et espaces') }),
  /** Amounts of one key each, in whole units. */
  presets: z.array(z.int().min(1).max(100_000)).min(1).max(4),
  /** From that amount on, a lead calls back before the link leaves; absent: never. */
  verifyAboveUnits: z.int().min(1).max(1_000_000).optional(),
  /** A second pledge of the same person within so many hours is shown. */
  duplicateHours: z.int().min(1).max(168).default(24),
  link: z.strictObject({
    base: z.url(),
    by: z.array(z.enum(['email', 'sms', 'letter'])).min(1),
    validDays: z.int().min(1).max(90).default(30),
  }),
  /** Absent: nobody is reminded. */
  reminder: z
    .strictObject({ afterDays: z.int().min(1).max(60), times: z.int().min(0).max(10).default(1) })
    .optional(),
  keep: z
    .strictObject({
      /** After which a pledge that nobody paid is erased. */
      unconfirmedDays: z.int().min(1).max(90).default(30),
    })
    .prefault({}),
  /** Who hangs up before a seat answers is rung back once, the number kept for so many hours; absent: no number is kept. */
  callBack: z
    .strictObject({
      withinHours: z.int().min(1).max(24),
      /** The number shown to whom a seat rings, +33…; never a mobile one in France. */
      callerNumber: z.string().regex(/^\+\d{8,15}$/, 'numéro au format +33199000000'),
    })
    .optional(),
  /** Said in one breath before the pledge is saved. */
  notice: words(300),
  /** Who gives no name: a link and no receipt, or no pledge. */
  anonymous: z.enum(['link', 'refused']).default('link'),
  helplines: z
    .array(
      z.strictObject({
        country: z.enum(COUNTRIES),
        name: words(60),
        number: words(30),
        checkedOn: civilDate,
      }),
    )
    .min(1),
  handOver: z.strictObject({ queue, name: words(60) }),
  sites: z
    .array(z.strictObject({ code: site, seats: z.int().min(1).max(1000), queue }))
    .min(1)
    .max(20),
  /** Callers of a number of their own, whom only some can answer: a language, a kind of question. Absent: none. */
  skills: z
    .array(
      z.strictObject({
        /** Its entry for the PBX, and what a lead writes. */
        code: z.string().regex(/^[a-z]{2,12}$/, 'compétence : 2 à 12 lettres minuscules, sans accent'),
        name: words(40),
        queue,
        /** How long a caller waits for somebody with the skill before going on as every other; absent: as long as it takes. */
        spillAfterSeconds: z.int().min(5).max(600).optional(),
      }),
    )
    .max(12)
    .optional(),
  /** The first that holds wins. */
  routes: z.array(route).min(1).max(40),
  /** What the charity expects, and how long an agent is taken. */
  expected: z
    .strictObject({
      talkSeconds: z.int().min(10).max(1800).default(68),
      wrapSeconds: z.int().min(0).max(600).default(10),
      servedPercent: z.int().min(1).max(99).default(80),
      servedSeconds: z.int().min(1).max(300).default(20),
    })
    .prefault({}),
});

export type LineSettings = z.output<typeof lineSettingsSchema>;
export type LineRoute = LineSettings['routes'][number];
export type LineWindow = Exclude<LineRoute['when'], 'always'>;
