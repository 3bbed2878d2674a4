export interface MenuLine {
  readonly path: string;
  readonly label: string;
}

/** Pages of one kind of visitor: their own session in the browser, their own way out; none sees those of another. */
interface Realm {
  /** A browser keeps such a name only as it is set here: no other host, path or page in clear can have put it there. */
  readonly cookie: string;
  /** Absent: until the browser is closed. */
  readonly keptSeconds?: number;
  readonly root: string;
  /** Said where nobody in particular speaks. */
  readonly name: string;
  readonly foot: readonly MenuLine[];
  readonly leave: string;
}

export type RealmName = 'participant' | 'observer';

export const REALMS: Readonly<Record<RealmName, Realm>> = {
  participant: {
    cookie: '__Host-plateau',
    keptSeconds: 30 * 86_400,
    root: '/b',
    name: 'Espace bénévoles',
    foot: [
      { path: '/b/aide', label: 'Aide' },
      { path: '/b/accessibilite', label: 'Accessibilité : à évaluer' },
    ],
    leave: '/b/sortir',
  },
  observer: {
    cookie: '__Host-plateau-observateur',
    root: '/o',
    name: 'Espace de l’association',
    foot: [
      { path: '/o/aide', label: 'Aide' },
      { path: '/o/accessibilite', label: 'Accessibilité : à évaluer' },
    ],
    leave: '/o/sortir',
  },
};

/** Whose pages an address is of; what is of nobody's is a participant's. */
export function realmOf(path: string): RealmName {
  return path === '/o' || path.startsWith('/o/') ? 'observer' : 'participant';
}
