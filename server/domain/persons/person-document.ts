import { type Country, countryFacts } from '../../../shared/country.ts';
import type { DialEnd } from '../../../shared/dial.ts';
import { inNumber } from '../../../shared/french-plural.ts';
import { HOUSE_LANGUAGE, languagePack } from '../../../shared/language/languages.ts';
import { HOUSE_ZONE, zoned } from '../../../shared/time.ts';
import type { Donor } from '../donor.ts';
import { EMAIL_STATE_SAID } from '../email/state-words.ts';
import type { DocumentSection, DocumentSpec } from '../files/document.ts';
import { actReason, actSaid } from './act-words.ts';
import { authoritiesSaid, channelSaid, columnSaid, valueSaid } from './donor-words.ts';
import type { DossierCall, DossierRecord, PersonDossier } from './person-dossier.ts';

const SPEECH = languagePack(HOUSE_LANGUAGE).speech;

const instant = (atMs: number) =>
  zoned(atMs, HOUSE_ZONE).toLocaleString('fr-FR', { dateStyle: 'long', timeStyle: 'short' });

const amount = (minor: number, currency: string, country: Country) =>
  (minor / 100).toLocaleString(countryFacts(country).amountLocale, { style: 'currency', currency });

/**
 * What a person receives who asked for their data: all of it, in words (GDPR art. 12 and 15). In French: the charity answers
 * in the person's language if it is another one. Equal dossiers give equal documents.
 */
export function personDocument(dossier: PersonDossier): DocumentSpec {
  const { request, records, trail, createdAtMs } = dossier;
  return {
    title: 'Vos données personnelles',
    subtitle: `Demande n° ${request.id}, reçue le ${instant(request.receivedAtMs)}`,
    createdAtMs,
    sections: [
      ABOUT(request.charityName),
      ...records.flatMap(recordSections),
      {
        kind: 'table',
        title: 'Qui a vu ou traité vos données',
        headers: ['Quand', 'Qui', 'Quoi', 'Pourquoi'],
        rows: trail.map((one) => [instant(one.atMs), one.role, actSaid(one.action), actReason(one.reason)]),
      },
      rights(records.map(({ country }) => country)),
    ],
    footer: `Demande n° ${request.id} — document personnel, à remettre à la seule personne concernée.`,
  };
}

const ABOUT = (charity: string): DocumentSection => ({
  kind: 'text',
  title: 'Pourquoi ce document',
  paragraphs: [
    `${charity} vous a fait appeler par son prestataire d’appels. ${charity} est responsable de vos données ; le prestataire les traite pour elle, le temps de la campagne, puis les détruit.`,
    'Voici tout ce que le prestataire détient sur vous. Le même contenu est joint sous une forme lisible par un programme (JSON).',
  ],
});

/** The law and the authority are those of the campaigns that called the person, no other. */
function rights(countries: readonly Country[]): DocumentSection {
  return {
    kind: 'text',
    title: 'Vos droits',
    paragraphs: [
      'Vous pouvez faire rectifier ou effacer ces données, vous opposer à tout nouvel appel, ou demander la limitation de leur usage : écrivez à l’association.',
      `Vous pouvez aussi vous plaindre auprès de l’autorité de protection des données : ${authoritiesSaid(countries)}.`,
    ],
  };
}

function recordSections(record: DossierRecord): readonly DocumentSection[] {
  const { donor, proposed } = record.content;
  const asked = Object.entries(proposed ?? {});
  return [
    {
      kind: 'fields',
      title: `Campagne « ${record.campaignName} »`,
      fields: [
        ['Reçu de l’association le', record.receivedOn],
        ['Appels tentés', String(record.attempts)],
        ['Résultat', record.outcome === '' ? 'aucun appel' : record.outcome],
        ...(record.classes.length === 0 ? [] : [['Classé par', record.classes.join(' ; ')] as const]),
      ],
    },
    { kind: 'fields', title: 'Vous', fields: donorFields(donor).filter(([, value]) => value !== '') },
    ...(asked.length === 0
      ? []
      : [
          {
            kind: 'fields' as const,
            title: 'Changements d’identité que vous avez demandés',
            fields: asked.map(([field, value]) => [field, value ?? ''] as const),
          },
        ]),
    ...record.calls.map((call) => callSection(call, record)),
    ...dialSections(record),
  ];
}

const DIALLED: Readonly<Record<DialEnd, string>> = {
  ended: 'décroché',
  busy: 'occupé',
  unanswered: 'sans réponse',
  failed: 'appel non abouti',
};

/** What a line that dials kept of each number, in a table of its own: one may have rung without a call being recorded. */
function dialSections({ dials }: DossierRecord): readonly DocumentSection[] {
  if (dials.length === 0) return [];
  const rows = dials.map(({ atMs, phone, ending, talkedSeconds }) => [
    instant(atMs),
    `Téléphone (${phone})`,
    ending === null ? 'fin inconnue' : DIALLED[ending],
    talkedSeconds === null ? '' : inNumber(talkedSeconds, 'seconde(s)'),
  ]);
  const headers = ['Quand', 'Numéro', 'Ce que la ligne a dit', 'Conversation'];
  return [{ kind: 'table', title: 'Numéros composés par la ligne téléphonique', headers, rows }];
}

function donorFields(donor: Donor): readonly (readonly [string, string])[] {
  const { gift, mandate } = donor;
  const lines = [donor.addressL2, donor.addressL3, donor.addressL4, donor.addressL5];
  return [
    ['Numéro chez l’association', donor.donorId],
    ['Civilité, nom, prénom', [donor.civility, donor.lastName, donor.firstName].filter(Boolean).join(' ')],
    ['Date de naissance', donor.birthDate ?? ''],
    ['Tranche d’âge', donor.ageBand ?? ''],
    ['Langue', donor.language],
    [
      'Adresse',
      [...lines, `${donor.postcode} ${donor.city}`.trim(), donor.country].filter(Boolean).join(', '),
    ],
    ...donor.phones.map(
      (phone) =>
        [
          `Téléphone (${phone.slot})`,
          [phone.e164, phone.source === 'ENRICHI' ? `trouvé par ${phone.origin ?? 'un fournisseur'}` : '']
            .filter(Boolean)
            .join(', '),
        ] as const,
    ),
    ['E-mail', donor.email],
    ['Segment', donor.segment],
    ['Donateur recruté par', channelSaid(donor.recruitmentChannel ?? '')],
    ['Donateur depuis le', donor.recruitedOn ?? ''],
    ['Premier don le', donor.firstGiftOn ?? ''],
    ['Nombre de dons', donor.giftCount === undefined ? '' : String(donor.giftCount)],
    [
      'Total des dons',
      donor.cumulatedMinor === undefined ? '' : amount(donor.cumulatedMinor, gift.currency, donor.country),
    ],
    [
      'Don régulier',
      `${amount(gift.amountMinor, gift.currency, donor.country)} ${SPEECH.per[gift.frequency]}`,
    ],
    ['Mandat', [mandate.scheme, mandate.reference, mandate.creditorIdentifier].filter(Boolean).join(' ')],
    ['IBAN (masqué)', mandate.maskedIban ?? ''],
    ['Dernier contact le', donor.lastContactOn ?? ''],
    ['Informations', donor.infos.filter(Boolean).join(' ; ')],
    ...Object.entries(donor.extra).map(
      ([header, value]) => [columnSaid(header), valueSaid(header, value)] as const,
    ),
  ];
}

function callSection(call: DossierCall, { country }: DossierRecord): DocumentSection {
  const money = (minor: number | null) => (minor === null ? '' : amount(minor, call.currency, country));
  const fields: readonly (readonly [string, string])[] = [
    ['Durée', inNumber(call.durationSeconds, 'seconde(s)')],
    ['Résultat', call.takenBack ? `${call.outcome} (annulé aussitôt, compté pour rien)` : call.outcome],
    ['Montant d’avant', money(call.oldMinor)],
    ['Nouveau montant', money(call.newMinor)],
    ['Don ponctuel', money(call.oneOffMinor)],
    [SPEECH.firstDebit[country], call.firstDebitOn ?? ''],
    ['Mandat signé', call.signature ? `${call.signature.signedOn}, ${call.signature.reference}` : ''],
    ['Note de l’appel', call.content.note],
    ...call.content.changes.map(
      (one) => [`Corrigé : ${one.field}`, `« ${one.before} » devient « ${one.after} »`] as const,
    ),
    ...call.corrections.map(
      (one) =>
        [
          `Rectifié le ${instant(one.atMs)}`,
          `${one.kind === 'X' ? 'annulé' : money(one.minor)} — ${one.reason}`,
        ] as const,
    ),
    ...call.emails.map(
      (one) =>
        [
          'E-mail',
          one.sentAtMs === null ? EMAIL_STATE_SAID[one.state] : `envoyé le ${instant(one.sentAtMs)}`,
        ] as const,
    ),
  ];
  return {
    kind: 'fields',
    title: `Appel du ${instant(call.startedAtMs)}`,
    fields: fields.filter(([, value]) => value !== ''),
  };
}
