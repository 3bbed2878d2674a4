import { amountInWords, listenerOf } from './amount-words.ts';
import type { ScriptNode } from './call-script.ts';
import type { AskOffer, Card } from './card.ts';
import type { Speech } from './language/language-pack.ts';
import { languagePack } from './language/languages.ts';
import { formatMoney, type Money } from './money.ts';
import { PROFILE_PREFIX } from './profile-classes.ts';
import { stopFacts } from './stop-reasons.ts';
import { type ProposedGift, taxSentenceOf } from './tax-sentence.ts';
import { zoned } from './time.ts';

export { renderSay } from './script-text.ts';

/** One variable a script may use: what it says, a sample for the checker, and whether a donor's file may lack it. */
export interface ScriptVariable {
  readonly name: string;
  /** French, for `server/campaigns/README.md` and the checker's hints. */
  readonly meaning: string;
  readonly sample: string;
  /** May be empty: the script must say it inside `{% if name %} … {% endif %}`. */
  readonly optional: boolean;
  /** It tells of a gift or of an amount: never said in a campaign that asks nothing. */
  readonly ofGift?: true;
}

const always = (name: string, meaning: string, sample: string): ScriptVariable => ({
  name,
  meaning,
  sample,
  optional: false,
});
const maybe = (name: string, meaning: string, sample: string): ScriptVariable => ({
  name,
  meaning,
  sample,
  optional: true,
});

const gift = (variable: ScriptVariable): ScriptVariable => ({ ...variable, ofGift: true });

/** THE table of script variables; the checker refuses any other name. */
export const SCRIPT_VARIABLES: readonly ScriptVariable[] = [
  always('prenom_agent', 'prénom réel de la personne qui appelle', 'Camille'),
  always('association', 'nom de l’association, comme on le dit', 'Union d’associations'),
  always('civilite_nom', '« Madame X », « Monsieur X », ou prénom et nom sans civilité', 'Madame Testeur'),
  maybe('prenom', 'prénom', 'Zéphyrine'),
  always('nom', 'nom', 'Testeur'),
  maybe('ville', 'ville', 'Exempleville'),
  maybe('adresse', 'adresse sur une ligne', '1 rue de l’Exemple, 99000 Exempleville'),
  maybe('email', 'adresse e-mail', 'z.testeur@exemple.invalid'),
  maybe('telephones', 'numéros connus, séparés par « ou »', '01 99 00 00 01'),
  maybe('coordonnees_verifiees', '« oui » si elles l’ont déjà été dans cet appel : ne pas redemander', 'oui'),
  maybe('annee_depuis', 'année du premier soutien', '2019'),
  gift(maybe('cumul', 'total des dons, en chiffres', '840 €')),
  gift(always('montant_actuel', 'don régulier actuel, dans sa périodicité', '10 €')),
  gift(always('montant_actuel_lettres', 'le même, en toutes lettres', 'dix euros')),
  gift(always('periodicite', '« par mois », « par trimestre », « par semestre », « par an »', 'par mois')),
  always('salutation', '« journée » ou « soirée », selon l’heure de la personne appelée', 'journée'),
  maybe(
    'phrase_ecoute',
    'l’appel peut être écouté, et on peut s’y opposer ; vide si la campagne n’est pas écoutée',
    'Un collègue peut écouter cet appel.',
  ),
  always('impact', 'phrase d’impact du thème en cours', 'Une phrase d’impact.'),
  always('defi', 'phrase du défi du moment', 'Une phrase de défi.'),
  gift(maybe('proposition_1', 'première proposition, en chiffres', '15 €')),
  gift(maybe('proposition_1_lettres', 'première proposition, en lettres', 'quinze euros')),
  gift(maybe('proposition_2', 'seconde proposition, en chiffres', '13 €')),
  gift(maybe('proposition_2_lettres', 'seconde proposition, en lettres', 'treize euros')),
  gift(maybe('don_ponctuel', 'don ponctuel proposé, en chiffres', '30 €')),
  gift(maybe('don_ponctuel_lettres', 'don ponctuel proposé, en lettres', 'trente euros')),
  gift(maybe('montant_retenu', 'montant choisi par la personne, en chiffres', '15 €')),
  gift(maybe('montant_retenu_lettres', 'montant choisi, en lettres', 'quinze euros')),
  gift(
    always(
      'date_premiere_echeance',
      'premier prélèvement au nouveau montant, « 5 décembre 2026 »',
      '5 décembre 2026',
    ),
  ),
  gift(
    always(
      'mode_de_versement',
      'comment le don régulier est versé, après « votre » : prélèvement automatique, domiciliation, recouvrement direct, facture eBill, QR-facture',
      'prélèvement automatique',
    ),
  ),
  gift(
    maybe(
      'phrase_fiscale',
      'phrase fiscale datée de la campagne, vide si désactivée',
      'Si vous êtes imposable, …',
    ),
  ),
  gift(maybe('annee_arret', 'réactivation : année de l’arrêt', '2024')),
  gift(maybe('arret_bancaire', 'réactivation : « oui » si le fichier dit que la banque a refusé', 'oui')),
  gift(maybe('nouveau_mandat', 'réactivation : « oui » s’il faut signer un nouveau mandat', 'oui')),
  maybe('numero_appele', 'premier numéro de la fiche', '01 99 00 00 01'),
];

/** « Madame Testeur »; without a civility, first name and name: it is never guessed (docs/rules/language.md). */
function spokenName(
  donor: Pick<Card['donor'], 'civility' | 'firstName' | 'lastName'>,
  { civility, surname }: Speech,
): string {
  const title = civility(donor.civility);
  const name = surname(donor.lastName);
  return title ? `${title} ${name}` : `${donor.firstName} ${name}`.trim();
}

/** What the donor and the agent have settled so far, and who speaks. */
export interface ChosenOffer {
  readonly offer?: AskOffer;
  /** An amount the donor named, in minor units of their currency; it wins over `offer`. */
  readonly freeMinor?: number;
  /** The offer that this text proposes; absent: what was settled, else the first one. */
  readonly proposed?: AskOffer['level'] | undefined;
  /** The contact data were asked about in this call. */
  readonly isChecked?: boolean;
  readonly agentFirstName: string;
}

/** Amount in digits and in words under two names; both empty when there is none. */
function amountPair(name: string, said: { readonly digits: string; readonly words: string } | undefined) {
  return { [name]: said?.digits ?? '', [`${name}_lettres`]: said?.words ?? '' };
}

const speechOf = (card: Card): Speech => languagePack(card.campaign.language).speech;

function donorVariables(card: Card): Record<string, string> {
  const { donor } = card;
  const { ADR_L2, ADR_L3, ADR_L4, ADR_L5, CP, VILLE, EMAIL } = donor.fields;
  const place = [ADR_L2, ADR_L3, ADR_L4, ADR_L5, `${CP} ${VILLE}`.trim()].filter((line) => line !== '');
  return {
    civilite_nom: spokenName(donor, speechOf(card)),
    prenom: donor.firstName,
    nom: donor.lastName,
    ville: VILLE,
    adresse: place.join(', '),
    email: EMAIL,
    telephones: donor.phones.map((phone) => phone.national).join(' ou '),
    numero_appele: donor.phones[0]?.national ?? '',
  };
}

const ASKED = { 'ask-1': '1', 'ask-2': '2', 'ask-one-off': 'ONE_OFF' } as const;

/** The offer that a node proposes, by its marks; undefined for one that asks nothing. */
export function askedBy({ marks }: Pick<ScriptNode, 'marks'>): AskOffer['level'] | undefined {
  const ask = marks.find((mark): mark is keyof typeof ASKED => mark in ASKED);
  return ask && ASKED[ask];
}

/** The gift that a text speaks of: the one it proposes, else what was settled, else the first proposal. */
function giftSpokenOf({ asks, gift }: Card, { proposed, offer, freeMinor }: ChosenOffer): ProposedGift {
  const isSettled = proposed === undefined && (offer !== undefined || freeMinor !== undefined);
  const spoken = isSettled ? offer : asks.find(({ level }) => level === (proposed ?? '1'));
  const minor = isSettled ? (freeMinor ?? offer?.amount.minor) : spoken?.amount.minor;
  return { minor: minor ?? 0, frequency: spoken?.level === 'ONE_OFF' ? 'once' : gift.frequency };
}

/**
 * Every variable of `SCRIPT_VARIABLES` for that card, and its classes as `profil.canal`; unknown values are the empty text, which
 * `{% if %}` takes as false. Before anything is chosen, `montant_retenu` is the first proposal. Personal data in clear: memory
 * only.
 */
export function scriptVariables(card: Card, chosen: ChosenOffer): Record<string, string> {
  const { country } = card.campaign;
  const { stopped } = card.gift;
  const speech = speechOf(card);
  const say = (amount: Money) => ({
    digits: formatMoney(amount, country),
    words: amountInWords(amount, listenerOf(card)),
  });
  const offered = (offer: AskOffer | undefined) =>
    offer && { digits: formatMoney(offer.amount, country), words: offer.words };
  const ask = (level: AskOffer['level']) => offered(card.asks.find((offer) => offer.level === level));
  const free =
    chosen.freeMinor === undefined
      ? undefined
      : say({ minor: chosen.freeMinor, currency: card.gift.amount.currency });
  return {
    prenom_agent: chosen.agentFirstName,
    association: card.campaign.charityName,
    ...donorVariables(card),
    coordonnees_verifiees: chosen.isChecked ? 'oui' : '',
    annee_depuis: card.gift.since?.slice(0, 4) ?? '',
    cumul: card.gift.cumulated ? formatMoney(card.gift.cumulated, country) : '',
    ...amountPair('montant_actuel', say(card.gift.amount)),
    periodicite: speech.per[card.gift.frequency],
    salutation: speech.wish(zoned(card.nowMs, card.donor.zone).hour),
    phrase_ecoute: card.campaign.isListened ? speech.listening : '',
    impact: card.campaign.impact,
    defi: card.campaign.challenge,
    ...amountPair('proposition_1', ask('1')),
    ...amountPair('proposition_2', ask('2')),
    ...amountPair('don_ponctuel', ask('ONE_OFF')),
    ...amountPair('montant_retenu', free ?? offered(chosen.offer) ?? ask('1')),
    date_premiere_echeance:
      card.firstDebitOn === undefined ? speech.afterSignature : speech.date(card.firstDebitOn),
    mode_de_versement: speech.payment(card.gift.scheme, country).mode,
    phrase_fiscale: taxSentenceOf(card.tax, giftSpokenOf(card, chosen)),
    annee_arret: stopped?.on?.slice(0, 4) ?? '',
    arret_bancaire: stopFacts(stopped?.reason).isOfBank ? 'oui' : '',
    nouveau_mandat: stopped?.mandate === 'NOUVEAU_SIGNATURE' ? 'oui' : '',
    ...Object.fromEntries(
      Object.entries(card.classes ?? {}).map(([name, code]) => [PROFILE_PREFIX + name, code]),
    ),
  };
}
