import type { Scope } from './dispositions.ts';

/** What the product must know of a kind of campaign. What only one room needs stands there in a table by kind. */
interface KindFacts {
  /** French, as the charity says it: « augmentation », « campagne d’augmentation ». */
  readonly name: string;
  readonly campaign: string;
  /** What the call is about: « augmentation du don régulier ». */
  readonly about: string;
  /** Of the dispositions that may close its calls. */
  readonly scope: Scope;
  /** In names of files. */
  readonly fileLetters: string;
  /** The regular gift of its donors when they are called; a stopped one has a reason to hear and a mandate to judge. */
  readonly gift: 'running' | 'stopped';
  /** Disposition of a call that reached what it is made for and needs nothing more. */
  readonly aim: string;
  /** Null: its calls ask for nothing, and nothing can be agreed to or given in them. */
  readonly ask: AskFacts | null;
}

/** What a call of that kind asks for, and what a yes counts as. */
interface AskFacts {
  /** `TYPE_ACCORD` of the weekly file. */
  readonly agreementType: string;
  /** What an agreement brings: the difference to the gift of before, which it must exceed, or the whole new amount. */
  readonly brings: 'rise' | 'whole';
  /** After a refusal a single gift is always proposed; else only where the campaign opens it. */
  readonly isOneOffAlways: boolean;
}

/** THE table of campaign kinds, in the order of reports. */
const ROWS = {
  upgrade: {
    name: 'augmentation',
    campaign: 'campagne d’augmentation',
    about: 'augmentation du don régulier',
    scope: 'u',
    fileLetters: 'UPG',
    gift: 'running',
    aim: 'AC_UP',
    ask: { agreementType: 'UPGRADE', brings: 'rise', isOneOffAlways: true },
  },
  reactivation: {
    name: 'réactivation',
    campaign: 'campagne de réactivation',
    about: 'reprise d’un don arrêté',
    scope: 'r',
    fileLetters: 'REA',
    gift: 'stopped',
    aim: 'AC_RE',
    ask: { agreementType: 'REACTIVATION', brings: 'whole', isOneOffAlways: false },
  },
  thanks: {
    name: 'remerciement',
    campaign: 'campagne de remerciement',
    about: 'remerciement des donateurs, sans aucune demande',
    scope: 't',
    fileLetters: 'MER',
    gift: 'running',
    aim: 'ME_FAIT',
    ask: null,
  },
} satisfies Record<string, KindFacts>;

export type CampaignKind = keyof typeof ROWS;
export const CAMPAIGN_KINDS = Object.keys(ROWS) as readonly CampaignKind[];

/** Kinds whose calls ask for something: what is only said of asks stands in tables of these. */
export type AskingKind = {
  [Kind in CampaignKind]: (typeof ROWS)[Kind]['ask'] extends null ? never : Kind;
}[CampaignKind];

export function kindFacts(kind: CampaignKind): KindFacts {
  return ROWS[kind];
}

/** True when its donors have stopped giving: the call hears why, and what holds them back. */
export function callsStoppedGifts(kind: CampaignKind): boolean {
  return kindFacts(kind).gift === 'stopped';
}

/** False for a kind whose calls ask for nothing. */
export function asksSomething(kind: CampaignKind): kind is AskingKind {
  return kindFacts(kind).ask !== null;
}

/** After a refusal a single gift is always proposed. */
export function asksOneOffAlways(kind: CampaignKind): boolean {
  return kindFacts(kind).ask?.isOneOffAlways === true;
}

/** True when a yes must exceed the gift of before, and counts for the difference. */
export function asksRise(kind: CampaignKind): boolean {
  return kindFacts(kind).ask?.brings === 'rise';
}

/** What agreements bring, in the unit of both amounts: of one gift, or of sums. Nothing where nothing is asked. */
export function broughtMinor(
  kind: CampaignKind,
  { oldMinor, newMinor }: { readonly oldMinor: number; readonly newMinor: number },
): number {
  if (!asksSomething(kind)) return 0;
  return asksRise(kind) ? newMinor - oldMinor : newMinor;
}
