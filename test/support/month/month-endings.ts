import type { Corrections } from '../../../shared/call-outcome.ts';
import type { CampaignKind } from '../../../shared/campaign-kind.ts';

/** How one call goes: keys pressed in the scripts of the reference campaigns, and what the donor said by them. */
export interface Ending {
  readonly keys: string;
  readonly code: string;
  /** Where the mandate decides: keys and code of a donor who must sign a new one. */
  readonly toSign?: { readonly keys: string; readonly code: string };
  /** Which proposal was accepted. */
  readonly level?: '1' | '2' | 'LIBRE';
  /** Why the gift stopped, what holds back, what is thought of the news. */
  readonly said?: readonly string[];
  readonly corrections?: Corrections;
  /** Only where a refusal is followed by the ask for a single gift, or only where it is not. */
  readonly oneOff?: boolean;
}

/** Everywhere: nobody, somebody else, or a donor who stops before anything is asked. */
const UNHEARD: readonly Ending[] = [
  { keys: '', code: 'NJ_NRP' },
  { keys: 'onf', code: 'RS_ENTRETIEN' },
  { keys: '', code: 'NJ_REP' },
  { keys: 'o', code: 'RS_RACCROCHE' },
  { keys: '', code: 'NJ_OCC' },
  { keys: '', code: 'EF_FAUX' },
  { keys: 'pf', code: 'EF_MD' },
  { keys: 'df', code: 'EF_DEMENAGE' },
  { keys: 'oxt', code: 'OP_TEL' },
  { keys: 'lf', code: 'EF_LANGUE' },
  { keys: 'ovm', code: 'NE_MERCI' },
  { keys: 'ef', code: 'EF_DECEDE' },
  { keys: 'ocr', code: 'AR_RECLAM' },
  { keys: 'bf', code: 'EF_ABSENT' },
  { keys: 'ovv', code: 'NE_VULN' },
  { keys: 'hf', code: 'EF_HORSCIBLE' },
  { keys: 'opdf', code: 'OP_DROITS' },
];

const CORRECTED = { VILLE: 'ESSAIVILLE' };

/** Of a running gift. */
const UPGRADE: readonly Ending[] = [
  { keys: 'ooss' + 'ooof', code: 'AC_UP', level: '1' },
  { keys: 'ooss' + 'nmno', code: 'RA_MOYENS' },
  { keys: 'ooss' + 'nmsooof', code: 'AC_UP', level: '2' },
  { keys: 'ooss' + 'nsnno', code: 'RA_SUFFIT' },
  { keys: 'ooss' + 'poool', code: 'DP_LIEN' },
  { keys: 'ooss' + 'nnnno', code: 'RA_SANSMOTIF' },
  { keys: 'ooss' + 'ocof', code: 'AC_UP', level: '1', corrections: CORRECTED },
  { keys: 'ooss', code: 'RA_SANSMOTIF' },
  { keys: 'ooss' + 'loof', code: 'AC_UP', level: 'LIBRE' },
  { keys: 'oaa', code: 'AR_STOP' },
  { keys: 'oab', code: 'AR_BAISSE' },
  { keys: 'oodo', code: 'NE_DEJA' },
  { keys: 'ooss' + 'poooc', code: 'DP_COURRIER' },
  { keys: 'ooss' + 'nmnc', code: 'RA_MOYENS', corrections: CORRECTED },
];

/** Of a gift that stopped: why is asked first, then what holds back. */
const REACTIVATION: readonly Ending[] = [
  {
    ...{ keys: 'ooss' + 'mss' + 'ooof', code: 'AC_RE', level: '1', said: ['ARRET_BUDGET'] },
    toSign: { keys: 'ooss' + 'mss' + 'ooos', code: 'AC_RE_SIGN' },
  },
  {
    keys: 'ooss' + 'nss' + 'nnnno',
    code: 'RA_SANSMOTIF',
    said: ['ARRET_NON_DIT', 'FREIN_NON_DIT'],
    oneOff: true,
  },
  {
    keys: 'ooss' + 'nss' + 'nnno',
    code: 'RA_SANSMOTIF',
    said: ['ARRET_NON_DIT', 'FREIN_NON_DIT'],
    oneOff: false,
  },
  { keys: 'ooss' + 'booos', code: 'AC_RE_SIGN', level: '1', said: ['ARRET_BANQUE'] },
  { keys: 'ooss' + 'fnf', code: 'RS_ENTRETIEN', said: ['ARRET_CONFIANCE'] },
  {
    ...{
      keys: 'ooss' + 'sss' + 'nmsooof',
      code: 'AC_RE',
      level: '2',
      said: ['ARRET_SITUATION', 'FREIN_BUDGET'],
    },
    toSign: { keys: 'ooss' + 'sss' + 'nmsooos', code: 'AC_RE_SIGN' },
  },
  { keys: 'ooss' + 'mss' + 'nmno', code: 'RA_MOYENS', said: ['ARRET_BUDGET', 'FREIN_BUDGET'] },
  {
    keys: 'ooss' + 'mss' + 'poool',
    code: 'DP_LIEN',
    said: ['ARRET_BUDGET', 'FREIN_ENGAGEMENT'],
    oneOff: true,
  },
  { keys: 'ooss' + 'ess' + 'fr', code: 'RA_SANSMOTIF', said: ['ARRET_SOLLICITATIONS', 'FREIN_NON_DIT'] },
  { keys: 'ooss' + 'bnr', code: 'RA_SANSMOTIF', said: ['ARRET_BANQUE', 'FREIN_DEMARCHE'] },
];

/** Nothing is asked. */
const THANKS: readonly Ending[] = [
  { keys: 'ooss' + 'soof', code: 'ME_FAIT', said: ['SATISF_OUI'] },
  { keys: 'ooss' + 'sopf', code: 'ME_FAIT', said: ['SATISF_EN_PARTIE'] },
  { keys: 'ooss' + 'scof', code: 'ME_FAIT', said: ['SATISF_OUI'], corrections: CORRECTED },
  { keys: 'ooss' + 'coof', code: 'ME_CONTACT' },
  { keys: 'ooss' + 'sonf', code: 'ME_FAIT', said: ['SATISF_NON'] },
  { keys: 'ooss' + 'sorf', code: 'ME_FAIT', said: ['SATISF_NON_DIT'] },
  { keys: 'oodf', code: 'ME_DEJA' },
  { keys: 'oas', code: 'AR_STOP' },
  { keys: 'ooss' + 'bb', code: 'AR_BAISSE' },
];

const OF_KIND: Readonly<Record<CampaignKind, readonly Ending[]>> = {
  upgrade: UPGRADE,
  reactivation: REACTIVATION,
  thanks: THANKS,
};

/** Endless and always the same: three calls that are heard, then one that is not. */
export function* endingsOf(kind: CampaignKind, hasOneOff: boolean): Generator<Ending, never> {
  const heard = OF_KIND[kind].filter(({ oneOff }) => oneOff === undefined || oneOff === hasOneOff);
  for (let at = 0; ; at += 1) {
    const turn = Math.floor(at / 4);
    const ending = at % 4 === 3 ? UNHEARD[turn % UNHEARD.length] : heard[(at - turn) % heard.length];
    if (ending) yield ending;
  }
}
