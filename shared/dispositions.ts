/**
 * THE table of dispositions (docs/rules/dispositions.md): how a call or a record ends. Counters are computed from the
 * flags of this table, never from lists of codes in programs (promise 5, server/README.md). Codes are stable and never
 * re-used.
 */

/** Upgrade, reactivation, thanks, inbound. */
export type Scope = 'u' | 'r' | 't' | 'i';

export type Family =
  | 'ACCORD'
  | 'REMERCIEMENT'
  | 'DON PONCTUEL'
  | 'REFUS ARGUMENTÉ'
  | 'REFUS SANS ÉCOUTE'
  | 'NEUTRE'
  | 'OPPOSITION'
  | 'ARRÊT / LITIGE'
  | 'RAPPEL'
  | 'NON JOINT'
  | 'ÉCHEC';

/** What the agent must give with the code: nothing more, an agreement, a single gift, a callback time. */
type OutcomeForm = 'plain' | 'agreement' | 'one-off' | 'callback';

/**
 * What the charity must do without waiting for Wednesday (docs/rules/layouts.md#urgent-file): column DEMANDE of the
 * daily urgent file.
 */
type UrgentRequest = 'ARRET' | 'BAISSE' | 'OPPOSITION' | 'DROITS' | 'DECES' | 'RECLAMATION' | 'CONTACT';

export interface Disposition {
  readonly code: string;
  /** Offends in no country; what people of one read is `dispositionLabel` (disposition-labels.ts). */
  readonly neutralLabel: string;
  readonly family: Family;
  readonly scope: readonly Scope[];
  readonly form: OutcomeForm;
  /** F: the record is closed for the campaign. */
  readonly isFinal: boolean;
  /** H: somebody answered. */
  readonly humanReached: boolean;
  /** R: the donor in person. */
  readonly rightPerson: boolean;
  /** U: useful contact (CU). */
  readonly useful: boolean;
  /** A: pitched contact (CA): the offer was made and a reaction obtained. */
  readonly pitched: boolean;
  /** S: agreement on a direct debit. */
  readonly agreement: boolean;
  /** P: one-off gift. */
  readonly oneOff: boolean;
  /** M: thanked to the end, where nothing was asked. */
  readonly thanked: boolean;
  /** D: do not call: `all` for every campaign of the charity, `campaign` for this one only. */
  readonly doNotCall: false | 'all' | 'campaign';
  /** T: a follow-up task for the charity or the centre. */
  readonly followUp: boolean;
  /** E: an e-mail goes out. */
  readonly email: boolean;
  /** C: a data correction (number or address). */
  readonly correction: boolean;
  /** Set before any call: outside P and T. */
  readonly beforeCalls: boolean;
  /** Closed but not processed (EF_CLOTURE). */
  readonly outsideProcessed: boolean;
  /** Only the system sets it. */
  readonly systemOnly: boolean;
  /**
   * Somebody else answers who does not know the donor (EF_MD): the strict wrong-recipient line
   * (docs/rules/indicators.md, indicator 14).
   */
  readonly wrongPerson: boolean;
  /** A rights request (RGPD) for the charity (OP_DROITS). */
  readonly personRequest: boolean;
  /** Leaves with the daily urgent file, as that request. */
  readonly urgent: UrgentRequest | null;
  /** Counted as an attempt against the cadence (docs/rules/cadence.md: busy and technical failures are not). */
  readonly countsAttempt: boolean;
}

interface Extra {
  readonly form?: OutcomeForm;
  readonly doNotCall?: 'all' | 'campaign';
  readonly beforeCalls?: true;
  readonly outsideProcessed?: true;
  readonly systemOnly?: true;
  readonly wrongPerson?: true;
  readonly personRequest?: true;
  readonly urgent?: UrgentRequest;
  readonly countsAttempt?: false;
}

function scopes(text: string): readonly Scope[] {
  return [...text].map((letter) => letter as Scope);
}

/** One row of docs/rules/dispositions.md: code, label, family, scope letters, flag letters. */
type Row = readonly [string, string, Family, string, string, Extra?];

function disposition([code, neutralLabel, family, scope, flags, extra = {}]: Row): Disposition {
  const has = (flag: string) => flags.includes(flag);
  return {
    code,
    neutralLabel,
    family,
    scope: scopes(scope),
    form: extra.form ?? 'plain',
    isFinal: has('F'),
    humanReached: has('H'),
    rightPerson: has('R'),
    useful: has('U'),
    pitched: has('A'),
    agreement: has('S'),
    oneOff: has('P'),
    thanked: has('M'),
    doNotCall: has('D') ? (extra.doNotCall ?? 'all') : false,
    followUp: has('T'),
    email: has('E'),
    correction: has('C'),
    beforeCalls: extra.beforeCalls ?? false,
    outsideProcessed: extra.outsideProcessed ?? false,
    systemOnly: extra.systemOnly ?? false,
    wrongPerson: extra.wrongPerson ?? false,
    personRequest: extra.personRequest ?? false,
    urgent: extra.urgent ?? null,
    countsAttempt: extra.countsAttempt ?? true,
  };
}

const before: Extra = { beforeCalls: true, systemOnly: true, countsAttempt: false };

const ROWS: readonly Row[] = [
  ['AC_UP', 'Accord augmentation du don régulier', 'ACCORD', 'u', 'FHRUASE', { form: 'agreement' }],
  ['AC_RE', 'Accord reprise, mandat réutilisable', 'ACCORD', 'r', 'FHRUASE', { form: 'agreement' }],
  ['AC_RE_SIGN', 'Accord reprise, nouveau mandat à signer', 'ACCORD', 'r', 'FHRUATE', { form: 'agreement' }],
  ['ME_FAIT', 'Remerciement fait', 'REMERCIEMENT', 't', 'FHRUM'],
  ['ME_CONTACT', 'Remerciement fait, contact souhaité', 'REMERCIEMENT', 't', 'FHRUMT', { urgent: 'CONTACT' }],
  ['ME_DEJA', 'Remerciement déjà reçu récemment', 'REMERCIEMENT', 't', 'FHRU'],
  ['DP_LIEN', 'Don ponctuel, lien de paiement', 'DON PONCTUEL', 'uri', 'FHRUAPET', { form: 'one-off' }],
  ['DP_PRLV', 'Don ponctuel, débit unique', 'DON PONCTUEL', 'ur', 'FHRUAPE', { form: 'one-off' }],
  [
    'DP_COURRIER',
    'Don ponctuel, sans lien de paiement',
    'DON PONCTUEL',
    'uri',
    'FHRUAPT',
    { form: 'one-off' },
  ],
  ['RA_MOYENS', 'Refus : moyens financiers', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_SUFFIT', 'Refus : don actuel jugé suffisant', 'REFUS ARGUMENTÉ', 'u', 'FHRUA'],
  ['RA_AUTRES', 'Refus : soutient d’autres causes', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_CONFIANCE', 'Refus : doute sur l’usage des fonds', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_CAUSE', 'Refus : désaccord ou intérêt perdu', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_SITUATION', 'Refus : changement de situation', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_CANAL', 'Refus : pas par téléphone (souhaite un écrit)', 'REFUS ARGUMENTÉ', 'ur', 'FHRUAE'],
  ['RA_RECRUT', 'Refus : mécontent du recrutement en rue', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_EXPER', 'Refus : mauvaise expérience', 'REFUS ARGUMENTÉ', 'ur', 'FHRUAT'],
  ['RA_REFLEX', 'Refus : réfléchit, ne souhaite pas de rappel', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_SANSMOTIF', 'Refus : sans motif', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RA_AUTRE', 'Refus : autre motif', 'REFUS ARGUMENTÉ', 'ur', 'FHRUA'],
  ['RS_ENTRETIEN', 'Refuse l’entretien', 'REFUS SANS ÉCOUTE', 'urt', 'FHRU'],
  ['RS_RACCROCHE', 'Raccroche avant la fin', 'REFUS SANS ÉCOUTE', 'urt', 'FHRU'],
  ['NE_MERCI', 'Remerciement seul, sans demande', 'NEUTRE', 'urt', 'FHRU'],
  ['NE_VULN', 'Personne vulnérable : aucune demande', 'NEUTRE', 'urti', 'FHRUD', { doNotCall: 'campaign' }],
  ['NE_DEJA', 'Déjà augmenté ou réactivé récemment', 'NEUTRE', 'ur', 'FHRUT'],
  ['OP_TEL', 'Ne plus appeler', 'OPPOSITION', 'urt', 'FHRUDT', { urgent: 'OPPOSITION' }],
  ['OP_TOUT', 'Plus aucune sollicitation', 'OPPOSITION', 'urti', 'FHRUDT', { urgent: 'OPPOSITION' }],
  [
    'OP_DROITS',
    'Demande de droits transmise à l’association',
    'OPPOSITION',
    'urti',
    'FHRUDT',
    { personRequest: true, urgent: 'DROITS' },
  ],
  [
    'AR_STOP',
    'Demande l’arrêt du don régulier',
    'ARRÊT / LITIGE',
    'uti',
    'FHRUDT',
    { doNotCall: 'campaign', urgent: 'ARRET' },
  ],
  ['AR_BAISSE', 'Demande une baisse du don régulier', 'ARRÊT / LITIGE', 'uti', 'FHRUT', { urgent: 'BAISSE' }],
  ['AR_RECLAM', 'Réclamation', 'ARRÊT / LITIGE', 'urti', 'FHRUT', { urgent: 'RECLAMATION' }],
  ['RP_PERSO', 'Rappel personnel (avec moi)', 'RAPPEL', 'urt', 'HRT', { form: 'callback' }],
  ['RP_COLL', 'Rappel collectif', 'RAPPEL', 'urt', 'HT', { form: 'callback' }],
  ['RP_TIERS', 'Un tiers répond et indique un moment', 'RAPPEL', 'urt', 'HT', { form: 'callback' }],
  ['RP_INDECIS', 'Indécis : e-mail d’information puis rappel', 'RAPPEL', 'ur', 'HRATE', { form: 'callback' }],
  ['NJ_NRP', 'Ne répond pas', 'NON JOINT', 'urt', ''],
  ['NJ_REP', 'Répondeur, sans message', 'NON JOINT', 'urt', ''],
  ['NJ_REPMSG', 'Répondeur, message laissé', 'NON JOINT', 'urt', ''],
  ['NJ_OCC', 'Occupé', 'NON JOINT', 'urt', '', { countsAttempt: false }],
  ['NJ_FILTRE', 'Appel filtré ou rejeté', 'NON JOINT', 'urt', ''],
  ['NJ_COUPE', 'Coupure de ligne', 'NON JOINT', 'urt', '', { countsAttempt: false }],
  ['NJ_TECH', 'Échec technique', 'NON JOINT', 'urt', '', { countsAttempt: false }],
  ['EF_EPUISE', 'Tentatives épuisées', 'ÉCHEC', 'urt', 'F', { systemOnly: true }],
  ['EF_FAUX', 'Faux numéro ou non attribué', 'ÉCHEC', 'urt', 'FC'],
  ['EF_MD', 'Mauvais destinataire', 'ÉCHEC', 'urt', 'FHC', { wrongPerson: true }],
  ['EF_DEMENAGE', 'N’habite plus là, pas de nouveau numéro', 'ÉCHEC', 'urt', 'FHC'],
  ['EF_DECEDE', 'Personne décédée', 'ÉCHEC', 'urt', 'FHDTC', { urgent: 'DECES' }],
  ['EF_ABSENT', 'Absence jusqu’à la fin de la campagne', 'ÉCHEC', 'urt', 'FH'],
  ['EF_LANGUE', 'Barrière de langue', 'ÉCHEC', 'urti', 'FH'],
  ['EF_HORSCIBLE', 'Hors cible', 'ÉCHEC', 'urt', 'FHT'],
  ['EF_RETRAIT', 'Retiré par l’association', 'ÉCHEC', 'urt', 'F', before],
  ['EF_DNC', 'Liste d’opposition', 'ÉCHEC', 'urt', 'FD', before],
  ['EF_SANSTEL', 'Sans numéro', 'ÉCHEC', 'urt', 'F', before],
  ['EF_DOUBLON', 'Doublon', 'ÉCHEC', 'urt', 'F', before],
  ['EF_EXCLU', 'Règle d’exclusion', 'ÉCHEC', 'urt', 'F', before],
  [
    'EF_CLOTURE',
    'Clôturé en fin de campagne',
    'ÉCHEC',
    'urt',
    'F',
    { systemOnly: true, outsideProcessed: true, countsAttempt: false },
  ],
];

export const DISPOSITIONS: readonly Disposition[] = ROWS.map(disposition);

const BY_CODE = new Map(DISPOSITIONS.map((row) => [row.code, row]));

/** The disposition of that code, or undefined for an unknown code. */
export function dispositionOf(code: string): Disposition | undefined {
  return BY_CODE.get(code);
}

/** The dispositions an agent may pick in a campaign of that scope, in table order. */
export function pickableDispositions(scope: Scope): readonly Disposition[] {
  return DISPOSITIONS.filter((row) => row.scope.includes(scope) && !row.systemOnly && !row.beforeCalls);
}

/** Processed (T): closed by a definitive status, exhaustion included; not what was set before any call nor EF_CLOTURE. */
export function isProcessed(row: Disposition): boolean {
  return row.isFinal && !row.beforeCalls && !row.outsideProcessed;
}

/**
 * A yes that becomes an agreement once the new mandate is signed: shown apart until then (docs/rules/indicators.md,
 * indicator 1).
 */
export function isAwaitingSignature(row: Disposition): boolean {
  return row.form === 'agreement' && !row.agreement;
}

/** It blocks the donor at once, everywhere it must: a second key is asked, and nothing takes it back. */
export function isIrreversible(code: string): boolean {
  const row = dispositionOf(code);
  return row !== undefined && row.doNotCall !== false;
}
