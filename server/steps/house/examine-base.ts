import { inNumber } from '../../../shared/french-plural.ts';
import type { EngineFacts, Store } from '../../ports/store.ts';
import type { Finding } from './finding.ts';

const MIB = 2 ** 20;

function good(part: string, message: string): Finding {
  return { part, ok: true, message, hint: '' };
}

function bad(part: string, message: string, hint: string): Finding {
  return { part, ok: false, message, hint };
}

const STATES: Readonly<Record<string, string>> = {
  sync: 'attendu à chaque enregistrement',
  quorum: 'attendu à chaque enregistrement',
  potential: 'prendra la suite de celui qui est attendu',
  async: 'suit, sans être attendu',
};

function connectionFinding({ host, otherHosts, encryption }: EngineFacts): Finding {
  const how = encryption ? `${encryption}, certificat vérifié` : 'sur cette machine, sans réseau';
  const others = otherHosts.length === 0 ? '' : ` ; à défaut ${otherHosts.join(', ')}`;
  return good('base : connexion', `${host}, ${how}${others}`);
}

function standbyFinding({ standbys, awaitsStandby }: EngineFacts): Finding {
  const part = 'base : secours';
  if (standbys.length === 0) {
    if (!awaitsStandby) return good(part, 'aucun : ce que le disque de PostgreSQL perd est perdu');
    const hint = 'Remettez-le en route : sans lui, aucun appel ne s’enregistre (synchronous_standby_names).';
    return bad(part, 'un serveur de secours est attendu, et aucun ne suit la base', hint);
  }
  const told = standbys.map(
    ({ name, state }) =>
      `« ${name} » ${state === null ? 'suit (état caché : GRANT pg_read_all_stats TO plateau)' : (STATES[state] ?? state)}`,
  );
  return good(part, told.join(' ; '));
}

function copiesFinding({ isArchived }: EngineFacts, archiveDays: number | undefined): Finding {
  const part = 'base : archives';
  const archived = isArchived ? 'journal archivé' : 'journal non archivé';
  if (archiveDays === undefined)
    return good(
      part,
      `${archived} ; durée de garde non dite (PLATEAU_DATABASE_ARCHIVE_DAYS) : aucune campagne ne peut être détruite`,
    );
  if (isArchived && archiveDays === 0) {
    const hint =
      'Dites combien de jours ces archives sont gardées : les attestations de destruction le citent.';
    return bad(part, 'journal archivé, alors que PLATEAU_DATABASE_ARCHIVE_DAYS dit 0 jour', hint);
  }
  return good(part, `${archived} ; copies gardées ${inNumber(archiveDays, 'jour(s)')} au plus`);
}

/** The base, opened already: what is wrong with it would have refused the opening. On PostgreSQL, what it says of itself. */
export async function examineBase(
  store: Pick<Store, 'facts'>,
  archiveDays: number | undefined,
): Promise<readonly Finding[]> {
  const facts = await store.facts?.();
  if (!facts) return [good('base', 'ouverte, à jour')];
  const { version, bytes } = facts;
  const size = Math.ceil(bytes / MIB).toLocaleString('fr-FR');
  return [
    good('base', `PostgreSQL ${version}, réglages sûrs, à jour, ${size} Mio`),
    connectionFinding(facts),
    standbyFinding(facts),
    copiesFinding(facts, archiveDays),
  ];
}
